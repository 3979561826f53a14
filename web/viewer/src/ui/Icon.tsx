// Own line drawings on a 24-pixel grid.
const paths = {
  chats: "M4 5h16v11H9l-5 4z",
  media: "M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.500 9.500h.01",
  stats: "M4 20V4M4 20h16M8 16v-5M12 16V7M16 16v-3M20 16V9",
  snapshots: "M12 8v4l3 2M3.500 12a8.500 8.500 0 1 0 2.500-6M3 4v4h4",
  space: "M12 3v9h9A9 9 0 1 1 12 3zM16 3.900A9 9 0 0 1 20.100 8H16z",
  tools: "M12 3v11M8 10l4 4 4-4M4 17v3h16v-3",
  search: "M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM16 16l5 5",
  close: "M6 6l12 12M18 6L6 18",
  back: "M15 5l-7 7 7 7",
  forward: "M9 5l7 7-7 7",
  up: "M5 15l7-7 7 7",
  down: "M5 9l7 7 7-7",
  end: "M12 4v13M6 12l6 6 6-6",
  calendar: "M4 6h16v14H4zM4 10h16M8 3v4M16 3v4",
  help: "M9 9a3 3 0 1 1 4 2.800c-.7.3-1 .8-1 1.700M12 17.500v.01M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z",
  settings: "M4 7h10M18 7h2M4 17h2M10 17h10M16 4.500v5M8 14.500v5",
  play: "M8 5l11 7-11 7z",
  pause: "M8 5v14M16 5v14",
  file: "M6 3h8l4 4v14H6zM14 3v4h4",
  download: "M12 4v11M8 11l4 4 4-4M5 20h14",
  place: "M12 21s7-6.500 7-11.500A7 7 0 0 0 5 9.500C5 14.500 12 21 12 21zM12 12a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5z",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21c.5-4 4-6 8-6s7.500 2 8 6",
  group: "M9 11a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7zM2.500 20c.4-3.500 3-5.500 6.500-5.500s6.100 2 6.500 5.500M16 4.500a3.500 3.500 0 0 1 0 6.500M18 14.800c2 .7 3.200 2.400 3.500 5.200",
  link: "M10 14a4 4 0 0 0 6 .5l3-3a4 4 0 0 0-5.700-5.700l-1 1M14 10a4 4 0 0 0-6-.5l-3 3a4 4 0 0 0 5.700 5.700l1-1",
  poll: "M5 6h9M5 12h14M5 18h6",
  phone: "M5 4h4l2 5-2.500 1.500a11 11 0 0 0 5 5L15 13l5 2v4a1 1 0 0 1-1 1A15 15 0 0 1 4 5a1 1 0 0 1 1-1z",
  camera: "M3 7h12v10H3zM15 11l6-3v8l-6-3z",
  mic: "M12 14a3 3 0 0 0 3-3V6a3 3 0 0 0-6 0v5a3 3 0 0 0 3 3zM6 11a6 6 0 0 0 12 0M12 17v4",
  music: "M9 18V5l10-2v13M9 18a2.500 2.500 0 1 1-2.500-2.500A2.500 2.500 0 0 1 9 18zM19 16a2.500 2.500 0 1 1-2.500-2.500A2.500 2.500 0 0 1 19 16z",
  star: "M12 4l2.400 5 5.600.700-4.100 3.800 1.100 5.500-5-2.800-5 2.800 1.100-5.500L4 9.700 9.600 9z",
  clock: "M12 7v5l3 2M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z",
  deleted: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM6 6l12 12",
  history: "M12 8v4l3 2M3.500 12a8.500 8.500 0 1 0 2.500-6M3 4v4h4",
  money: "M3 6h18v12H3zM12 9.500a2.500 2.500 0 1 0 0 5 2.500 2.500 0 0 0 0-5M6 12h.01M18 12h.01",
  packet: "M6 3h12v18H6zM6 7c3 3 9 3 12 0M12 11.500a1.500 1.500 0 1 0 0 3 1.500 1.500 0 0 0 0-3",
  note: "M5 4h14v11l-5 5H5zM14 20v-5h5M8 9h8M8 13h4",
  mini: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM15.500 8.500a2 2 0 0 0-3.500 1.500v4a2 2 0 1 1-2-2M14 12a2 2 0 0 0 1.500-.5",
  forwarded: "M13 5l7 6-7 6v-4c-5 0-8 1.500-9 5 0-6 4-9 9-9z",
  check: "M5 13l4 4L19 7",
  checks: "M2 13l4 4L16 7M11 16l1 1L22 7",
  print: "M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z",
  info: "M12 11v6M12 7.500v.01M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z",
  warning: "M12 4l9 16H3zM12 10v5M12 17.500v.01",
  filter: "M4 5h16l-6 8v6l-4-2v-4z",
  sun: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2v3M12 19v3M2 12h3M19 12h3M5 5l2 2M17 17l2 2M19 5l-2 2M7 17l-2 2",
  restore: "M4 12a8 8 0 1 0 2.500-5.800M4 4v4.500h4.500",
  migrate: "M7 3h7v18H7zM17 9l4 3-4 3M10.500 18h.01",
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name, filled = false }: { name: IconName; filled?: boolean }) {
  return (
    <svg className={filled ? "icon icon-filled" : "icon"} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}
