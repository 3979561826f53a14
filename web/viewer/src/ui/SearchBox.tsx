import { useRef } from "react";
import { useStrings } from "../i18n/language";
import { Icon } from "./Icon";

interface Props {
  value: string;
  label: string;
  focus?: boolean;
  onChange: (value: string) => void;
  onEnter?: () => void;
  onDown?: () => void;
}

/** The box that "/" leads to. */
export function SearchBox({ value, label, focus = false, onChange, onEnter, onDown }: Props) {
  const t = useStrings();
  const input = useRef<HTMLInputElement>(null);
  return (
    <form
      role="search"
      className="search-box"
      onSubmit={(event) => {
        event.preventDefault();
        onEnter?.();
      }}
    >
      <Icon name="search" />
      <input
        ref={input}
        type="text"
        inputMode="search"
        enterKeyHint="search"
        autoComplete="off"
        spellCheck={false}
        data-search
        autoFocus={focus}
        value={value}
        aria-label={label}
        placeholder={label}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "ArrowDown" && onDown) {
            event.preventDefault();
            onDown();
          }
          if (event.key === "Escape" && value !== "") {
            event.stopPropagation();
            onChange("");
          }
        }}
      />
      {value !== "" && (
        <button
          type="button"
          className="icon-button"
          aria-label={t.clear}
          title={t.clear}
          onClick={() => {
            onChange("");
            input.current?.focus();
          }}
        >
          <Icon name="close" />
        </button>
      )}
    </form>
  );
}
