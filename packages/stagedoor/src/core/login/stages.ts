import type { Stage } from '../session/stage.ts';
import { changePasswordStage } from './change-password-stage.ts';

/** Everything that a log-in may have to pass, in order. A new one is a file of its own and a line here. */
export const stages: readonly Stage[] = [changePasswordStage];
