import type { ResourceStep } from 'stagedoor';

// Create senaf_localizacion
// Create senaf_usuario_linea
// Create senaf_persona
// Create senaf_demanda
// Create senaf_vulneracion
export const step: ResourceStep = {
  name: '0001_initial',
  operations: [
    {
      kind: 'create-table',
      table: 'senaf_localizacion',
      state: {
        columns: {
          calle: {
            type: 'text'
          },
          numero: {
            type: 'integer',
            nullable: true
          },
          referencia_geo: {
            type: 'text',
            default: ''
          },
          barrio: {
            type: 'text'
          }
        }
      }
    },
    {
      kind: 'create-table',
      table: 'senaf_usuario_linea',
      state: {
        columns: {
          nombre: {
            type: 'text'
          },
          telefono: {
            type: 'text',
            default: ''
          }
        }
      }
    },
    {
      kind: 'create-table',
      table: 'senaf_persona',
      state: {
        columns: {
          nombre: {
            type: 'text'
          },
          apellido: {
            type: 'text'
          },
          dni: {
            type: 'text',
            nullable: true,
            unique: true
          },
          fecha_nacimiento: {
            type: 'date',
            nullable: true
          },
          localizacion_id: {
            type: 'reference',
            nullable: true,
            index: true,
            references: {
              table: 'senaf_localizacion',
              onDelete: 'set null'
            }
          }
        }
      }
    },
    {
      kind: 'create-table',
      table: 'senaf_demanda',
      state: {
        columns: {
          descripcion: {
            type: 'text'
          },
          estado: {
            type: 'text',
            default: 'recibida'
          },
          usuario_linea_id: {
            type: 'reference',
            index: true,
            references: {
              table: 'senaf_usuario_linea',
              onDelete: 'protect'
            }
          },
          localizacion_id: {
            type: 'reference',
            index: true,
            references: {
              table: 'senaf_localizacion',
              onDelete: 'protect'
            }
          },
          registrada_por_id: {
            type: 'reference',
            nullable: true,
            index: true,
            references: {
              table: 'auth_user',
              onDelete: 'set null'
            }
          },
          recibida_en: {
            type: 'moment'
          }
        }
      }
    },
    {
      kind: 'create-table',
      table: 'senaf_vulneracion',
      state: {
        columns: {
          tipo: {
            type: 'text'
          },
          descripcion: {
            type: 'text',
            default: ''
          },
          demanda_id: {
            type: 'reference',
            index: true,
            references: {
              table: 'senaf_demanda',
              onDelete: 'cascade'
            }
          },
          persona_id: {
            type: 'reference',
            index: true,
            references: {
              table: 'senaf_persona',
              onDelete: 'protect'
            }
          }
        }
      }
    }
  ]
};
