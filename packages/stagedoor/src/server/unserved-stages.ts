import { RecordProblem } from '../core/kernel/record-shape.ts';
import type { ServingRoute, StageAddresses } from '../http/context/stage-addresses.ts';
import { titleOf } from '../http/route/check-route.ts';

type Stage = StageAddresses['stages'][number];

/** @throws RecordProblem for a stage that nobody could pass: whoever has it before them would never come in */
export function refuseUnserved(addresses: StageAddresses, { pages }: { readonly pages: boolean }): void {
  const interfaces = pages ? (['route', 'page'] as const) : (['route'] as const);
  for (const stage of addresses.stages) {
    const serving = addresses.serving.filter((route) => route.stage === stage.name);
    const problems = [
      ...interfaces.flatMap((by) => problemsOfInterface(serving, by)),
      ...serving.flatMap((route) => accessProblems(stage, route)),
    ];
    if (problems.length > 0) throw new RecordProblem(`The stage ${stage.name}`, problems);
  }
}

/** Whether people, or programs, find something at which they can pass. */
function problemsOfInterface(serving: readonly ServingRoute[], by: ServingRoute['by']): readonly string[] {
  const own = serving.filter((route) => route.by === by);
  const [first] = own;
  if (first === undefined)
    return [`no ${by === 'page' ? 'page' : 'route of the JSON API'} serves it (servesStage)`];
  const ledTo = { page: 'people', route: 'programs' }[by];
  return [
    ...(/[:*]/.test(first.path)
      ? [
          `${named(first)} is where ${ledTo} are sent for it, so its path may have no parameters, and has ${first.path}`,
        ]
      : []),
    // A route that shows something, or sends a code, may stand beside it.
    ...(own.some(({ issues }) => issues !== 'none')
      ? []
      : [
          `${named(first)} serves it, and what is passed there opens something: issues must be session, not none`,
        ]),
  ];
}

/** Before entry nobody is logged in; whoever has a stage before use is. */
function accessProblems({ before }: Stage, route: ServingRoute): readonly string[] {
  if (before === 'entry' && route.access !== 'anyone')
    return [
      `${named(route)} serves it before entry, where nobody is logged in yet: access must be anyone, not ${route.access}`,
    ];
  if (before === 'use' && route.access === 'anonymous')
    return [`${named(route)} serves it before use, by a session that waits: access may not be anonymous`];
  return [];
}

const named = (route: ServingRoute): string => `its ${titleOf(route)}`;
