import type { Dependencies, Stores } from '../core/dependencies.ts';
import { accountEventTypes } from '../core/event/account-event.ts';
import type { EventListeners } from '../core/event/event-listeners.ts';
import { anyFunction, checkRecord, type RecordShape, recordOf } from '../core/kernel/record-shape.ts';
import type { JwtClaims } from '../core/token/jwt-codec.ts';
import type { Event } from './event-type.ts';
import type { FeatureCore } from './feature.ts';
import type { FeatureHooks } from './feature-hooks.ts';
import { inTime } from './hook-limit.ts';
import type { Inside } from './inside.ts';
import type { TellReserved } from './reserved-claims.ts';

const insideShape: RecordShape = Object.fromEntries(
  accountEventTypes.filter((type) => type !== 'login.failed').map((type) => [type, anyFunction]),
);

const hooksShape: RecordShape<keyof FeatureHooks<object>> = {
  beforeSignUp: anyFunction,
  beforeLogIn: anyFunction,
  tokenClaims: anyFunction,
  inside: recordOf(insideShape),
};

interface Hooked {
  readonly feature: FeatureCore;
  readonly hooks: FeatureHooks<object>;
  readonly inside: (stores: Stores) => Inside<object>;
}

/** The hooks of a feature, judged where the site opens. @throws RecordProblem */
export function hooksOf(feature: FeatureCore, useCases: object): FeatureHooks<object> {
  if (feature.hooks === undefined) return {};
  const hooks = feature.hooks(useCases);
  checkRecord(`The hooks of ${feature.name}`, hooks, hooksShape);
  return hooks;
}

/** The hooks of all features, as core asks them. */
export function openHooks(
  opened: readonly Hooked[],
  tellReserved: TellReserved,
): Pick<Dependencies, 'hooks' | 'tokenClaims'> & Pick<EventListeners<Stores>, 'runInside'> {
  /** Of each feature that has it, one after the other: the first that refuses ends it. */
  const askEach = async (
    name: 'beforeSignUp' | 'beforeLogIn',
    ask: (hooks: FeatureHooks<object>) => unknown,
  ) => {
    for (const { feature, hooks } of opened)
      if (hooks[name] !== undefined) await inTime(`${name} of ${feature.name}`, async () => ask(hooks));
  };
  return {
    hooks: {
      beforeSignUp: (facts) => askEach('beforeSignUp', (hooks) => hooks.beforeSignUp?.(facts)),
      beforeLogIn: (facts) => askEach('beforeLogIn', (hooks) => hooks.beforeLogIn?.(facts)),
    },
    tokenClaims: {
      exist: () => opened.some(({ hooks }) => hooks.tokenClaims !== undefined),
      async of(user) {
        const claims: JwtClaims = {};
        for (const { feature, hooks } of opened) {
          const source = `tokenClaims of ${feature.name}`;
          const own = await inTime(source, async () => hooks.tokenClaims?.(user));
          tellReserved(source, own);
          Object.assign(claims, own);
        }
        return claims;
      },
    },
    async runInside(stores, { id, type, occurredAt, data }) {
      const event: Event = { id, type, occurredAt: new Date(occurredAt), data };
      for (const { feature, hooks, inside } of opened) {
        const run = insideHook(hooks, type);
        if (run !== undefined)
          await inTime(`inside ${type} of ${feature.name}`, () => run(inside(stores), event));
      }
    },
  };
}

type InsideHook = (inside: Inside<object>, event: Event) => Promise<unknown>;

function insideHook({ inside = {} }: FeatureHooks<object>, type: string): InsideHook | undefined {
  // The one under this type takes events of this type; TypeScript cannot follow the pairing over the union.
  return (inside as Readonly<Record<string, InsideHook | undefined>>)[type];
}
