import { definePolicies, type Policy } from 'stagedoor';

/** What is kept here is of children: nobody sees or writes any of it without the permission for that. */
export function conPermiso(modelo: string): Policy {
  const acciones = ['view', 'add', 'change', 'delete'] as const;
  const { Acceso } = definePolicies({
    Acceso: {
      any: acciones.map((action) => ({ all: [{ action }, { permission: `senaf.${action}_${modelo}` }] })),
    },
  });
  return Acceso;
}
