import { AccountsError, fieldRefusal } from '../kernel/errors.ts';
import type { Principal } from '../session/session.ts';
import type { Dependencies } from './dependencies.ts';
import type { GrantQuestion } from './object-grant-store.ts';
import { codenameFor, fullName, type ObjectType, objectTypeOf, typeOfPermissions } from './object-type.ts';
import {
  anonymous,
  askingSubjects,
  type GrantHolder,
  groupSubject,
  type Subject,
  subjectsOf,
} from './subject.ts';

export interface AskedObjects {
  /** Whoever asks, or somebody of whom an operator asks. */
  readonly holder: Principal | GrantHolder;
  /** `projects.view_project`; where `type` is given, codenames too. */
  readonly permissions: readonly string[];
  readonly type?: string;
  /** All of the permissions on each object, unless told `any`. */
  readonly match?: 'all' | 'any';
  /** `own` leaves out what groups hold on objects. */
  readonly through?: 'all' | 'own';
  /** Whether what somebody holds altogether counts for each object: yes, unless told `ignored`. */
  readonly global?: 'counts' | 'ignored';
  /** A superuser has all of them, unless told `ignored`: then nothing that they hold altogether counts either. */
  readonly superuser?: 'counts' | 'ignored';
  /** Whose account is inactive has nothing, unless told `counts`, as guardian counts them. */
  readonly inactive?: 'counts';
}

/** How far somebody reaches, said before any row is looked at. */
export interface ObjectReach {
  readonly type: ObjectType;
  readonly reach: 'all' | 'none' | 'some';
  /** What is left to be asked of the grants. */
  readonly question: GrantQuestion;
}

type Ports = Pick<Dependencies, 'objectTypes' | 'users' | 'groups'>;

/**
 * What can be said of a list by who asks alone. Permissions that somebody holds altogether are left out of the question, as guardian does.
 *
 * @throws AccountsError `invalid-input` at `permissions`; `not-found` for a user who is not there
 */
export async function reachOf(ports: Ports, asked: AskedObjects): Promise<ObjectReach> {
  const { match = 'all', global = 'counts', superuser = 'counts' } = asked;
  const { type, codenames } = meant(ports, asked);
  const rights = await rightsOf(ports, asked);
  const open = codenames.filter((codename) => rights.opens(fullName(type, codename)));
  const answer = (reach: ObjectReach['reach'], left: readonly string[] = []): ObjectReach => ({
    type,
    reach,
    question: { codenames: left, match, subjects: rights.subjects },
  });
  if (open.length === 0 || (match === 'all' && open.length < codenames.length)) return answer('none');
  if (superuser === 'counts' && rights.isSuperuser) return answer('all');
  const countsGlobal = global === 'counts' && superuser === 'counts';
  const left = open.filter((codename) => !(countsGlobal && rights.holds(fullName(type, codename))));
  if (match === 'any' ? left.length < open.length : left.length === 0) return answer('all');
  return answer(rights.subjects.length === 0 ? 'none' : 'some', left);
}

function meant({ objectTypes }: Ports, { permissions, type: name }: AskedObjects) {
  if (permissions.length === 0) throw fieldRefusal('permissions', 'required');
  const type =
    name === undefined ? typeOfPermissions(objectTypes, permissions) : objectTypeOf(objectTypes, name);
  return { type, codenames: [...new Set(permissions.map((permission) => codenameFor(type, permission)))] };
}

interface AskersRights {
  readonly isSuperuser: boolean;
  readonly subjects: readonly Subject[];
  /** Whether what they came with goes so far. */
  readonly opens: (permission: string) => boolean;
  /** Whether they hold it altogether. */
  readonly holds: (permission: string) => boolean;
}

async function rightsOf(
  ports: Ports,
  { holder, through = 'all', inactive }: AskedObjects,
): Promise<AskersRights> {
  const isMeant = ({ kind }: Subject) => through === 'all' || kind !== 'group';
  if (holder === 'anonymous')
    return { isSuperuser: false, subjects: [anonymous], opens: () => true, holds: () => false };
  if ('groupId' in holder) {
    const held = new Set((await ports.groups.permissionsOf(holder.groupId)).map(({ name }) => name));
    const subjects = [groupSubject(holder.groupId)];
    return { isSuperuser: false, subjects, opens: () => true, holds: (name) => held.has(name) };
  }
  if ('user' in holder)
    return {
      isSuperuser: holder.user.isSuperuser,
      subjects: subjectsOf(holder.user.id, holder.groups).filter(isMeant),
      opens: (name) => askingSubjects(holder, name).length > 0,
      holds: (name) => holder.access.has(name),
    };
  const user = await ports.users.findById(holder.userId);
  if (user === null) throw new AccountsError({ code: 'not-found' });
  const { groups, held } = await ports.groups.rightsOfUser(user.id);
  return {
    isSuperuser: user.isSuperuser,
    subjects: subjectsOf(user.id, groups).filter(isMeant),
    opens: () => user.isActive || inactive === 'counts',
    // Whoever is inactive holds nothing altogether, whatever guardian says of single objects.
    holds: (name) => user.isActive && held.has(name),
  };
}
