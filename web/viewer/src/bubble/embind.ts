// silk-wasm's glue (emscripten's embind) writes small functions as text and evaluates them with `new Function`, which the
// page's security policy rightly forbids. They have two shapes only; this stands in for Function in the worker and makes
// the same functions as closures. What has another shape is refused, as evaluating it would be.

type Wire = {
  toWireType: (destructors: unknown[] | null, value: unknown) => unknown;
  fromWireType: (value: unknown) => unknown;
  readValueFromPointer: (pointer: number) => unknown;
};

type Values = Record<string, unknown>;

/** Puts the stand-in in place of the worker's Function. */
export function withoutEvaluation(scope: { Function: unknown }): void {
  const native = scope.Function as { prototype: unknown };
  function Assembled(...parts: string[]): (...values: unknown[]) => unknown {
    const body = parts.pop() ?? "";
    return (...values) => {
      const named: Values = Object.fromEntries(parts.map((name, at) => [name, values[at]]));
      if (parts[0] === "humanName") return caller(named, body);
      if (parts[0] === "retType") return method(named, body);
      throw new EvalError("Code that is written as text is not run here.");
    };
  }
  Assembled.prototype = native.prototype;
  scope.Function = Assembled;
}

/** A function of the module: its arguments are put into the module's form, and what it returns into the page's. */
function caller(named: Values, body: string): (...values: unknown[]) => unknown {
  const invoke = named["invoker"] as (...values: unknown[]) => unknown;
  const collects = body.includes("var destructors = []");
  return (...values) => {
    const destructors: unknown[] | null = collects ? [] : null;
    const wired = values.map((value, at) => (named[`argType${at}`] as Wire).toWireType(destructors, value));
    const result = invoke(named["fn"], ...wired);
    if (destructors) (named["runDestructors"] as (list: unknown[]) => void)(destructors);
    else wired.forEach((value, at) => (named[`arg${at}_dtor`] as ((value: unknown) => void) | undefined)?.(value));
    return body.includes("return ret;") ? (named["retType"] as Wire).fromWireType(result) : undefined;
  };
}

/** A function of the page that the module calls back: its arguments lie in the module's memory, at offsets that the text names. */
function method(named: Values, body: string): (...values: unknown[]) => unknown {
  const offsets = [...body.matchAll(/argType(\d+)\.readValueFromPointer\(args(?:\+(\d+))?\)/g)].map((match) => ({ type: `argType${match[1]}`, offset: Number(match[2] ?? 0) }));
  const makes = body.includes("new func");
  return (self, func, destructors, args) => {
    const values = offsets.map(({ type, offset }) => (named[type] as Wire).readValueFromPointer((args as number) + offset));
    const result: unknown = makes ? Reflect.construct(func as new () => unknown, values) : Reflect.apply(func as () => unknown, self, values);
    const give = named["emval_returnValue"] as ((type: unknown, destructors: unknown, result: unknown) => unknown) | undefined;
    return give?.(named["retType"], destructors, result);
  };
}
