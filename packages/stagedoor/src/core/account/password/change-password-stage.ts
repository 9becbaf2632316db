import type { Stage } from '../../session/stage.ts';

/** The password is somebody else's choice, or a weak one that was let through: its owner chooses another. */
export const changePasswordStage: Stage = {
  name: 'change-password',
  before: 'use',
  isDue: ({ user }) => user.mustChangePassword,
};
