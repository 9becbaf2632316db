import type { Dependencies } from '../core/dependencies.ts';

/** What the use cases are given of the site's features. */
export type FeaturePorts = Pick<
  Dependencies,
  'eventListeners' | 'featureRecords' | 'hooks' | 'rowsOfOwner' | 'tokenClaims'
>;

/** The same before it is there: features are made of the use cases, which are made of the ports, and nobody asks before all of them are. */
export function laterFeaturePorts(opened: () => FeaturePorts): FeaturePorts {
  return {
    eventListeners: {
      get types() {
        return opened().eventListeners.types;
      },
      get subscribers() {
        return opened().eventListeners.subscribers;
      },
      handlersOf: (type) => opened().eventListeners.handlersOf(type),
      runInside: (stores, event) => opened().eventListeners.runInside(stores, event),
    },
    featureRecords: {
      exportOf: (userId) => opened().featureRecords.exportOf(userId),
      forget: (stores, leaving) => opened().featureRecords.forget(stores, leaving),
      passOn: (stores, rows) => opened().featureRecords.passOn(stores, rows),
      get rowsOfUsers() {
        return opened().featureRecords.rowsOfUsers;
      },
      reseal: () => opened().featureRecords.reseal(),
      get expiring() {
        return opened().featureRecords.expiring;
      },
    },
    rowsOfOwner: (principal) => opened().rowsOfOwner(principal),
    hooks: {
      beforeSignUp: (facts) => opened().hooks.beforeSignUp(facts),
      beforeLogIn: (facts) => opened().hooks.beforeLogIn(facts),
    },
    tokenClaims: {
      exist: () => opened().tokenClaims.exist(),
      of: (user) => opened().tokenClaims.of(user),
    },
  };
}
