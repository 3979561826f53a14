import { decode } from "silk-wasm";
import { withoutEvaluation } from "./embind";

const sampleRate = 24_000;
const scope = self as unknown as { postMessage(message: unknown, transfer?: Transferable[]): void };

withoutEvaluation(self as unknown as { Function: unknown });

self.onmessage = async ({ data }: MessageEvent<{ id: number; bytes: ArrayBuffer }>) => {
  try {
    const pcm = (await decode(new Uint8Array(data.bytes), sampleRate)).data;
    const words = new Int16Array(pcm.buffer.slice(pcm.byteOffset, pcm.byteOffset + (pcm.byteLength & ~1)));
    const samples = Float32Array.from(words, (word) => word / 32_768);
    scope.postMessage({ id: data.id, samples, sampleRate }, [samples.buffer]);
  } catch (error) {
    scope.postMessage({ id: data.id, sampleRate, error: String(error) });
  }
};
