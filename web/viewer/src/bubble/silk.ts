/** Samples of a voice in WeChat's SILK, decoded beside the page so that it goes on moving. */
export interface Decoded {
  samples: Float32Array<ArrayBuffer>;
  sampleRate: number;
}

let worker: Worker | undefined;
let number = 0;
const waiting = new Map<number, { resolve: (decoded: Decoded) => void; reject: (error: Error) => void }>();

/** Whether bytes begin as SILK does: its name, after a byte that WeChat puts before it. */
export function isSilk(bytes: Uint8Array): boolean {
  const from = bytes[0] === 2 ? 1 : 0;
  return String.fromCharCode(...bytes.subarray(from, from + 6)) === "#!SILK";
}

export function decodeSilk(bytes: ArrayBuffer): Promise<Decoded> {
  worker ??= start();
  const id = ++number;
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject });
    worker!.postMessage({ id, bytes }, [bytes]);
  });
}

function start(): Worker {
  const made = new Worker(new URL("./silk.worker.ts", import.meta.url), { type: "module" });
  made.onmessage = ({ data }: MessageEvent<{ id: number; samples?: Float32Array<ArrayBuffer>; sampleRate: number; error?: string }>) => {
    const wait = waiting.get(data.id);
    waiting.delete(data.id);
    if (data.samples) wait?.resolve({ samples: data.samples, sampleRate: data.sampleRate });
    else wait?.reject(new Error(data.error ?? "SILK"));
  };
  made.onerror = () => {
    for (const wait of waiting.values()) wait.reject(new Error("SILK"));
    waiting.clear();
    made.terminate();
    worker = undefined;
  };
  return made;
}
