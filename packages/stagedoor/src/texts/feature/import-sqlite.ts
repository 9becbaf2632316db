import { inBothLanguages } from '../both-languages.ts';

/** The move of a site from SQLite to PostgreSQL, at the terminal. */
export const importSqliteTexts = inBothLanguages({
  en: {
    'cli.about.import_sqlite': 'copy all that this site has in a SQLite file into an empty PostgreSQL',
    'cli.about.import_sqlite.file': 'the file (default: stagedoor.db in DATA_DIR)',
    'cli.about.import_sqlite.without': 'tables of the file, or columns as table.column, that stay behind',
    'cli.import_sqlite.begins':
      'Copies every row of {{file}} into the PostgreSQL of DATABASE_URL, in one transaction: all of them or none. The file is locked meanwhile and stays as it is.',
    'cli.import_sqlite.table': 'Table',
    'cli.import_sqlite.rows': 'Rows, counted on both sides',
    'cli.import_sqlite.tables_empty_one': '{{count}} more table is empty.',
    'cli.import_sqlite.tables_empty_other': '{{count}} more tables are empty.',
    'cli.import_sqlite.done_one': '{{count}} row of {{tables}} tables came over.',
    'cli.import_sqlite.done_other': '{{count}} rows of {{tables}} tables came over.',
    'cli.import_sqlite.files':
      'Files are not in the database and stay where they are: start the site with the same DATA_DIR ({{folder}}), and with the same SECRET_KEY and CRYPTOGRAPHY_KEY.',
    'cli.import_sqlite.no-target':
      'DATABASE_URL must name the PostgreSQL database that the rows are to come into. There is no way back from PostgreSQL to SQLite.',
    'cli.import_sqlite.no-file': 'There is no file {{file}}.',
    'cli.import_sqlite.no-database': '{{file}} is not a SQLite database.',
    'cli.import_sqlite.no-site': '{{file}} is no database of a site: it has no table stagedoor_migration.',
    'cli.import_sqlite.in-use':
      '{{file}} is in use. Stop the site, its workers and whatever else has it open, so that nothing is written after it was copied.',
    'cli.import_sqlite.steps-missing':
      '{{file}} is not up to date. Run `stagedoor migrate` with DATABASE_URL=sqlite:{{file}} first. It lacks: {{names}}',
    'cli.import_sqlite.steps-unknown':
      '{{file}} has taken steps that this site does not know, of a later version or of a feature that is gone: {{names}}',
    'cli.import_sqlite.not-empty':
      'The database is not empty. Create another one. There are rows in: {{names}}',
    'cli.import_sqlite.not-made-here':
      'No step of this site makes these in PostgreSQL. Name them after --without, and they stay behind: {{names}}',
    'cli.import_sqlite.not-in-file':
      '{{file}} lacks these. Run `stagedoor migrate` with DATABASE_URL=sqlite:{{file}} first: {{names}}',
    'cli.import_sqlite.not-taken': 'PostgreSQL does not take a row of {{table}}: {{reason}}',
    'cli.import_sqlite.counts-differ':
      '{{table}} has {{expected}} rows in the file, and {{came}} came over: is there a rule in PostgreSQL that keeps them out?',
    'cli.import_sqlite.nothing_kept': 'Nothing came over.',
  },
  es: {
    'cli.about.import_sqlite':
      'copiar todo lo que este sitio tiene en un archivo SQLite a un PostgreSQL vacío',
    'cli.about.import_sqlite.file': 'el archivo (por defecto: stagedoor.db en DATA_DIR)',
    'cli.about.import_sqlite.without':
      'tablas del archivo, o columnas como tabla.columna, que se quedan atrás',
    'cli.import_sqlite.begins':
      'Copia cada fila de {{file}} al PostgreSQL de DATABASE_URL, en una sola transacción: todas o ninguna. Mientras tanto el archivo queda bloqueado, y no cambia.',
    'cli.import_sqlite.table': 'Tabla',
    'cli.import_sqlite.rows': 'Filas, contadas en ambos lados',
    'cli.import_sqlite.tables_empty_one': '{{count}} tabla más está vacía.',
    'cli.import_sqlite.tables_empty_other': '{{count}} tablas más están vacías.',
    'cli.import_sqlite.done_one': 'Ha pasado {{count}} fila de {{tables}} tablas.',
    'cli.import_sqlite.done_other': 'Han pasado {{count}} filas de {{tables}} tablas.',
    'cli.import_sqlite.files':
      'Los archivos no están en la base de datos y se quedan donde están: arranca el sitio con el mismo DATA_DIR ({{folder}}) y con los mismos SECRET_KEY y CRYPTOGRAPHY_KEY.',
    'cli.import_sqlite.no-target':
      'DATABASE_URL debe nombrar la base de datos PostgreSQL a la que pasan las filas. De PostgreSQL a SQLite no hay camino de vuelta.',
    'cli.import_sqlite.no-file': 'No existe el archivo {{file}}.',
    'cli.import_sqlite.no-database': '{{file}} no es una base de datos SQLite.',
    'cli.import_sqlite.no-site':
      '{{file}} no es la base de datos de un sitio: no tiene la tabla stagedoor_migration.',
    'cli.import_sqlite.in-use':
      '{{file}} está en uso. Para el sitio, sus workers y todo lo que lo tenga abierto, para que nada se escriba después de copiarlo.',
    'cli.import_sqlite.steps-missing':
      '{{file}} no está al día. Ejecuta antes `stagedoor migrate` con DATABASE_URL=sqlite:{{file}}. Le falta: {{names}}',
    'cli.import_sqlite.steps-unknown':
      '{{file}} tiene pasos que este sitio no conoce, de una versión posterior o de una función que ya no está: {{names}}',
    'cli.import_sqlite.not-empty': 'La base de datos no está vacía. Crea otra. Hay filas en: {{names}}',
    'cli.import_sqlite.not-made-here':
      'Ningún paso de este sitio crea esto en PostgreSQL. Nómbralo tras --without y se quedará atrás: {{names}}',
    'cli.import_sqlite.not-in-file':
      'A {{file}} le falta esto. Ejecuta antes `stagedoor migrate` con DATABASE_URL=sqlite:{{file}}: {{names}}',
    'cli.import_sqlite.not-taken': 'PostgreSQL no acepta una fila de {{table}}: {{reason}}',
    'cli.import_sqlite.counts-differ':
      '{{table}} tiene {{expected}} filas en el archivo, y han llegado {{came}}: ¿hay una regla en PostgreSQL que las deja fuera?',
    'cli.import_sqlite.nothing_kept': 'No ha pasado nada.',
  },
});
