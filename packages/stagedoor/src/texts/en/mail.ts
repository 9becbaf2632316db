/** Words of the e-mails. Security news says when, where, with what, and how to undo it. */
export const mail = {
  'mail.greeting': 'Hello {{username}},',
  'mail.link_below': 'If the button does nothing, copy this address into your browser:',
  'mail.valid_minutes_one': 'The link works once, for {{count}} minute.',
  'mail.valid_minutes_other': 'The link works once, for {{count}} minutes.',
  'mail.valid_hours_one': 'The link works once, for {{count}} hour.',
  'mail.valid_hours_other': 'The link works once, for {{count}} hours.',
  'mail.valid_days_one': 'The link works once, for {{count}} day.',
  'mail.valid_days_other': 'The link works once, for {{count}} days.',
  'mail.when': 'When',
  'mail.where': 'IP address',
  'mail.with': 'Device',
  'mail.not_you_reset': 'If it was not you, choose a new password now. That ends every session.',
  'mail.reset_action': 'Choose a new password',
  'mail.stop_notices': 'Stop these emails',
  'mail.footer': 'This email is about an account on {{site}}.',
  'mail.footer_security':
    '{{site}} sent this to keep your account safe. These emails cannot be switched off.',

  'mail.several_accounts':
    'Several accounts were created with this email address, perhaps not all by you. Open only the link of an account that is yours.',
  'mail.account_created': 'This account was created on {{moment}}.',
  'mail.activation.subject': 'Activate your account on {{site}}',
  'mail.activation.text': 'Confirm that this email address is yours to activate your account on {{site}}:',
  'mail.activation.action': 'Activate my account',
  'mail.activation.action_of': 'Activate {{username}}',
  'mail.activation.open': 'The link confirms that the address is yours. You can log in before you open it.',
  'mail.activation.open_by_username':
    'The link confirms that the address is yours. Before you open it you can log in with your username.',
  'mail.activation.closed': 'Nobody can log in to the account before it is activated.',
  'mail.activation.removed': 'If the account is not activated before {{moment}}, it is deleted.',
  'mail.activation.ignore': 'If you did not sign up, do nothing and do not open the link.',

  'mail.already_registered.subject': 'You already have an account on {{site}}',
  'mail.already_registered.text':
    'Somebody, perhaps you, signed up on {{site}} with this address. It belongs to your account already, and nothing about that account has changed.',
  'mail.already_registered.known': 'Your username is {{username}}.',
  'mail.already_registered.action': 'Log in',
  'mail.already_registered.forgot': 'If you no longer know your password, choose a new one here:',
  'mail.already_registered.ignore':
    'If it was not you, there is nothing to do. Nobody was told that this account exists.',

  'mail.welcome.subject': 'Welcome to {{site}}',
  'mail.welcome.text': 'Your address is confirmed and your account is active.',
  'mail.welcome.action': 'Log in',

  'mail.password_reset.subject': 'Password reset on {{site}}',
  'mail.password_reset.text':
    'Somebody asked for a new password for your account on {{site}}. If it was you, choose it here:',
  'mail.password_reset.action': 'Choose a new password',
  'mail.password_reset.action_of': 'Choose a new password for {{username}}',
  'mail.password_reset.ignore': 'If it was not you, do nothing: your password stays as it is.',
  'mail.username_reset.subject': 'Username reset on {{site}}',
  'mail.username_reset.text':
    'Somebody asked for another username for your account on {{site}}. If it was you, choose it here:',
  'mail.username_reset.action': 'Choose another username',
  'mail.username_reset.ignore': 'If it was not you, do nothing: your username stays as it is.',

  'mail.username_changed.subject': 'Your username on {{site}} was changed',
  'mail.username_changed.text': 'You now log in to your account on {{site}} as {{newUsername}}.',

  'mail.personal_token_created.subject': 'A token was made for your account on {{site}}',
  'mail.personal_token_created.read':
    'A personal access token was made for your account on {{site}}: “{{name}}”. Whoever has it can read what it allows, without a password.',
  'mail.personal_token_created.write':
    'A personal access token was made for your account on {{site}}: “{{name}}”. Whoever has it can read and change what it allows, without a password.',
  'mail.personal_token_created.ends_one':
    'It ends in {{count}} day, and does not end when you change your password.',
  'mail.personal_token_created.ends_other':
    'It ends in {{count}} days, and does not end when you change your password.',
  'mail.personal_token_created.not_you':
    'If it was not you, choose a new password with a link from your mail. Every session and every token ends with it.',
  'mail.personal_token_created.tokens': 'See my tokens',

  'mail.password_changed.subject': 'Your password on {{site}} was changed',
  'mail.password_changed.change':
    'The password of your account on {{site}} was changed. Every other session has ended.',
  'mail.password_changed.reset':
    'The password of your account on {{site}} was reset with a link that we sent you. Every session has ended.',
  'mail.password_changed.set': 'A password was set for your account on {{site}}.',
  'mail.password_changed.operator':
    'The people who run {{site}} gave your account a new password. Every session has ended.',
  'mail.password_changed.operator_knows':
    'Whoever set it knows it. Choose one that you alone know: then every session ends once more.',

  'mail.email_change_confirm.subject': 'Confirm your new address on {{site}}',
  'mail.email_change_confirm.text':
    'You asked to use {{newEmail}} for your account on {{site}}. Open this link in the browser where you are logged in:',
  'mail.email_change_confirm.action': 'Confirm the new address',
  'mail.email_change_confirm.ignore': 'If you did not ask for this, do nothing: your address stays the same.',

  'mail.email_add_confirm.subject': 'Confirm your other address on {{site}}',
  'mail.email_add_confirm.text':
    'You added {{newEmail}} to your account on {{site}}. Open this link in the browser where you are logged in:',
  'mail.email_add_confirm.action': 'Confirm the address',
  'mail.email_add_confirm.ignore': 'If you did not ask for this, do nothing: the address is not used.',

  'mail.email_list_changed.added_subject': 'An address was added to your account on {{site}}',
  'mail.email_list_changed.added': '{{address}} is now one of the addresses of your account on {{site}}.',
  'mail.email_list_changed.removed_subject': 'An address was removed from your account on {{site}}',
  'mail.email_list_changed.removed':
    '{{address}} is no longer one of the addresses of your account on {{site}}.',

  'mail.email_changed.subject': 'Your address on {{site}} was changed',
  'mail.email_changed.text':
    'Your account on {{site}} no longer uses this address. Its new one is {{newEmail}}.',
  'mail.email_changed.undo':
    'If it was not you, undo the change. Your account gets this address back and every session ends:',
  'mail.email_changed.action': 'Undo the change',

  'mail.email_returned.subject': 'Your account on {{site}} uses its earlier address again',
  'mail.email_returned.text':
    'Your account on {{site}} uses {{email}} again, its address before the last change. The links in our emails about that change no longer work.',
  'mail.email_returned.not_you':
    'If it was not you, somebody else is in your account. Set a new password: the link goes to {{email}}, and every session ends.',

  'mail.new_device.subject': 'New log-in to your account on {{site}}',
  'mail.new_device.text': 'Somebody logged in to your account on {{site}} from a new device.',
  'mail.you': 'If it was you, there is nothing to do.',
  'mail.new_device.look_first': 'You can also look at your sessions and devices first:',
  'mail.new_device.sessions': 'Sessions and devices',

  'mail.guessing_noticed.subject': 'Right password after wrong ones on {{site}}',
  'mail.guessing_noticed.text_one':
    'Somebody entered the right password for your account on {{site}} after {{count}} try with a wrong one.',
  'mail.guessing_noticed.text_other':
    'Somebody entered the right password for your account on {{site}} after {{count}} tries with a wrong one.',

  'mail.log_in_held.subject': 'Wrong passwords for your account on {{site}}',
  'mail.log_in_held.text_one': '{{count}} wrong password was tried for your account on {{site}}.',
  'mail.log_in_held.text_other':
    '{{count}} wrong passwords in a row were tried for your account on {{site}}. To stop this, we no longer accept a password from a browser that we do not know.',
  'mail.log_in_held.what_works':
    'You can still log in from browsers you used before, and that lifts this restriction. To log in from anywhere else, choose a new password:',

  'mail.test.subject': 'A test message from {{site}}',
  'mail.test.text':
    'This message was sent by the command sendtestemail. That you read it means that mail leaves {{site}}.',
  'mail.test.links': 'Messages about accounts come from the same sender. There is nothing to do.',
  'mail.account_deleted.subject': 'Your account on {{site}} is deleted',
  'mail.account_deleted.text':
    'Your account {{username}} on {{site}} and everything that belonged to it are deleted. This is our last email.',
  'mail.account_deleted.not_you':
    'If it was not you, write to the people who run {{site}} as soon as possible.',
} as const;
