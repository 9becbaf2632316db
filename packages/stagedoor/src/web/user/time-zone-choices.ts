/**
 * Zones that `Intl` lists under an older name, with the one that the IANA Time Zone Database has for them now (its file
 * `backward`). Both name the same zone everywhere.
 */
const RENAMED: Readonly<Record<string, string>> = {
  'Africa/Asmera': 'Africa/Asmara',
  'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
  'America/Catamarca': 'America/Argentina/Catamarca',
  'America/Coral_Harbour': 'America/Atikokan',
  'America/Cordoba': 'America/Argentina/Cordoba',
  'America/Godthab': 'America/Nuuk',
  'America/Indianapolis': 'America/Indiana/Indianapolis',
  'America/Jujuy': 'America/Argentina/Jujuy',
  'America/Louisville': 'America/Kentucky/Louisville',
  'America/Mendoza': 'America/Argentina/Mendoza',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Atlantic/Faeroe': 'Atlantic/Faroe',
  'Europe/Kiev': 'Europe/Kyiv',
  'Pacific/Enderbury': 'Pacific/Kanton',
  'Pacific/Ponape': 'Pacific/Pohnpei',
  'Pacific/Truk': 'Pacific/Chuuk',
};

/** The name that a zone has today; browsers say the older one, too. */
export const currentZone = (zone: string): string => RENAMED[zone] ?? zone;

export interface TimeZoneChoice {
  readonly value: string;
  readonly label: string;
  /** What browsers may call it; left out where the name never changed. */
  readonly formerly?: string;
}

const former = new Map(Object.entries(RENAMED).map(([old, current]) => [current, old]));

function choice(zone: string): TimeZoneChoice {
  const formerly = former.get(zone);
  return {
    value: zone,
    label: zone.replaceAll('_', ' '),
    ...(formerly === undefined ? {} : { formerly }),
  };
}

const known = [...new Set(Intl.supportedValuesOf('timeZone').map(currentZone)), 'UTC'];
const all: readonly TimeZoneChoice[] = known
  .sort((one, other) => Number(one === 'UTC') - Number(other === 'UTC') || (one < other ? -1 : 1))
  .map(choice);

/** Every zone under the name it has today. What was stored that is none of them stays a choice, as the last one. */
export function timeZoneChoices(chosen: string): readonly TimeZoneChoice[] {
  const isListed = chosen === '' || all.some(({ value }) => value === currentZone(chosen));
  return isListed ? all : [...all, choice(chosen)];
}
