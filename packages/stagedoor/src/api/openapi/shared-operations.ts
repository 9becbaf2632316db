import { RecordProblem } from '../../core/kernel/record-shape.ts';
import { routeInWords, titleOf } from '../../http/route/check-route.ts';
import type { ApiRoute } from '../api-route.ts';
import type { ApiSection } from '../api-section.ts';

/**
 * A generated client has a function for each operation, and of two by one name it has one.
 *
 * @throws RecordProblem naming both routes
 * @see https://spec.openapis.org/oas/v3.1.0#operation-object
 */
export function refuseSharedOperations(sections: readonly ApiSection[]): void {
  const byOperation = new Map<string, ApiRoute>();
  for (const route of sections.flatMap(({ routes }) => routes)) {
    if (route.operation === null) continue;
    const other = byOperation.get(route.operation);
    if (other !== undefined) {
      throw new RecordProblem(titleOf(route), [
        `its operation ${route.operation} is that of ${routeInWords(other)} already; give each an operation of its own`,
      ]);
    }
    byOperation.set(route.operation, route);
  }
}
