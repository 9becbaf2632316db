import type { ComponentChildren, VNode } from 'preact';

/**
 * Stagedoor's own drawings: one line of 1.5 on a grid of 20, round ends, no fill. Decorative by default; what an icon
 * means is always also said in words beside it.
 */
function drawing(children: ComponentChildren) {
  return function Icon({ small }: { small?: boolean }): VNode {
    return (
      <svg
        class={small ? 'icon icon-small' : 'icon'}
        viewBox="0 0 20 20"
        // Without these a page whose style sheet does not arrive is all icon.
        width="20"
        height="20"
        fill="none"
        stroke="currentColor"
        stroke-width="1.5"
        stroke-linecap="round"
        stroke-linejoin="round"
        aria-hidden="true"
        focusable="false"
      >
        {children}
      </svg>
    );
  };
}

export const CheckIcon = drawing(<path d="M4 10.6 8.2 15 16 5.4" />);

export const AlertIcon = drawing(
  <>
    <path d="M10 2.9 18 16.6H2z" />
    <path d="M10 8v4M10 14.2v.1" />
  </>,
);

export const InfoIcon = drawing(
  <>
    <circle cx="10" cy="10" r="7.4" />
    <path d="M10 9.4v4.2M10 6.4v.1" />
  </>,
);

export const ChevronDownIcon = drawing(<path d="m5.2 7.8 4.8 4.7 4.8-4.7" />);

export const PersonIcon = drawing(
  <>
    <circle cx="10" cy="6.6" r="3.3" />
    <path d="M3.6 17c.5-3.6 3-5.4 6.4-5.4s5.9 1.8 6.4 5.4" />
  </>,
);

export const PeopleIcon = drawing(
  <>
    <circle cx="7.6" cy="7" r="2.9" />
    <path d="M2.2 16.4c.4-3.1 2.5-4.7 5.4-4.7s5 1.6 5.4 4.7M12.6 4.4a2.9 2.9 0 0 1 0 5.2M14.8 12.1c1.7.6 2.7 2.1 3 4.3" />
  </>,
);

export const KeyIcon = drawing(
  <>
    <circle cx="6.4" cy="13.4" r="3.6" />
    <path d="m9.1 10.7 7.7-7.6M14 5.9l2.5 2.4M11.8 8.1l1.7 1.6" />
  </>,
);

export const DevicesIcon = drawing(
  <>
    <path d="M10.6 13.4H3.4v-8a1 1 0 0 1 1-1h9.7a1 1 0 0 1 1 1v1.8M2 16h8.6" />
    <rect x="12.9" y="9.4" width="5" height="7.6" rx="1" />
  </>,
);

export const LaptopIcon = drawing(
  <>
    <rect x="3.7" y="4.2" width="12.6" height="8.8" rx="1.2" />
    <path d="M2 16h16" />
  </>,
);

export const PhoneIcon = drawing(
  <>
    <rect x="5.9" y="2.4" width="8.2" height="15.2" rx="1.6" />
    <path d="M9.2 15h1.6" />
  </>,
);

export const TerminalIcon = drawing(
  <>
    <rect x="2.4" y="3.7" width="15.2" height="12.6" rx="1.4" />
    <path d="m5.6 8 2.4 2.1-2.4 2.1M10.4 12.6h3.7" />
  </>,
);

export const BoxIcon = drawing(
  <>
    <path d="M3 6.6v8.2a1.4 1.4 0 0 0 1.4 1.4h11.2a1.4 1.4 0 0 0 1.4-1.4V6.6" />
    <path d="M2.2 3.6h15.6v3H2.2zM8 10h4" />
  </>,
);

export const MailIcon = drawing(
  <>
    <rect x="2.3" y="4.3" width="15.4" height="11.4" rx="1.6" />
    <path d="m2.9 6 7.1 5.3L17.1 6" />
  </>,
);

export const LockIcon = drawing(
  <>
    <rect x="3.9" y="8.9" width="12.2" height="8.2" rx="1.6" />
    <path d="M6.6 8.9V6.3a3.4 3.4 0 0 1 6.8 0v2.6M10 12.3v1.6" />
  </>,
);

export const LeaveIcon = drawing(
  <>
    <path d="M11.4 3.4H5.6a1 1 0 0 0-1 1v11.2a1 1 0 0 0 1 1h5.8" />
    <path d="M9 10h8.2M14.2 6.9l3 3.1-3 3.1" />
  </>,
);

export const DownloadIcon = drawing(<path d="M10 3v9.2M6.2 8.7l3.8 3.7 3.8-3.7M3.4 16.6h13.2" />);

export const CopyIcon = drawing(
  <>
    <rect x="7.2" y="7.2" width="9.6" height="9.6" rx="1.4" />
    <path d="M13 4.6v-.4a1 1 0 0 0-1-1H4.2a1 1 0 0 0-1 1V12a1 1 0 0 0 1 1h.4" />
  </>,
);

export const ClockIcon = drawing(
  <>
    <circle cx="10" cy="10" r="7.4" />
    <path d="M10 5.8V10l2.9 2.1" />
  </>,
);

export const ShieldIcon = drawing(
  <path d="M10 2.6c2 1.5 4.2 2.2 6.4 2.3.2 5.6-1.6 9.9-6.4 12.5C5.2 14.8 3.4 10.5 3.6 4.9 5.8 4.8 8 4.1 10 2.6z" />,
);

/** The mark: an arched door, its brass handle, and the lamp that burns above it. */
export function DoorMark(): VNode {
  return (
    <svg
      class="door-mark"
      viewBox="0 0 24 30"
      width="24"
      height="30"
      fill="none"
      aria-hidden="true"
      focusable="false"
    >
      <circle cx="12" cy="3" r="2.25" class="door-mark-lamp" />
      <path
        d="M5 28V15.5a7 7 0 0 1 14 0V28"
        stroke="currentColor"
        stroke-width="2"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
      <path d="M2 28.5h20" stroke="currentColor" stroke-width="2" stroke-linecap="round" />
      <circle cx="15.2" cy="20.2" r="1.4" class="door-mark-lamp" />
    </svg>
  );
}
