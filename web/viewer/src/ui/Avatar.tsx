import { hueOf, initials } from "../names";
import { Icon } from "./Icon";

/** A round mark with initials; the name itself is always beside it. */
export function Avatar({ id, name, group = false, size = "normal" }: { id: string; name: string; group?: boolean; size?: "small" | "normal" | "large" }) {
  return (
    <span className={`avatar avatar-${size} hue-${hueOf(id)}`} aria-hidden="true">
      {group && initials(name) === "#" ? <Icon name="group" /> : initials(name)}
    </span>
  );
}
