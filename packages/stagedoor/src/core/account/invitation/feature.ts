import type { AccountFeature } from '../../kernel/feature.ts';
import type { Dependencies, Stores } from './dependencies.ts';
import { maySignUpByInvitation, signUpByInvitation } from './sign-up-by-invitation.ts';

/** An account made by whoever was invited into an organization. */
export const invitationFeature = {
  name: 'invitation-sign-up',
  useCases: {
    invitation: { signUp: signUpByInvitation, maySignUp: maySignUpByInvitation },
  },
} as const satisfies AccountFeature<Dependencies, Stores>;
