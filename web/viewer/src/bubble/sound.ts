/** Something that plays: a file that the browser knows, or samples that were decoded here. */
export interface Sound {
  readonly seconds: number;
  readonly position: number;
  readonly playing: boolean;
  play(): Promise<void>;
  pause(): void;
  seek(seconds: number): void;
  setRate(rate: number): void;
  close(): void;
}

let playingNow: Sound | undefined;

/** One voice at a time. */
export function takeTurn(sound: Sound): void {
  if (playingNow && playingNow !== sound) playingNow.pause();
  playingNow = sound;
}

export class FileSound implements Sound {
  private readonly audio = new Audio();

  constructor(address: string, onChange: () => void, onError: () => void) {
    this.audio.preload = "metadata";
    this.audio.src = address;
    for (const event of ["play", "pause", "ended", "timeupdate", "loadedmetadata"]) this.audio.addEventListener(event, onChange);
    this.audio.addEventListener("error", onError);
  }

  get seconds(): number {
    return Number.isFinite(this.audio.duration) ? this.audio.duration : 0;
  }

  get position(): number {
    return this.audio.currentTime;
  }

  get playing(): boolean {
    return !this.audio.paused && !this.audio.ended;
  }

  play(): Promise<void> {
    takeTurn(this);
    return this.audio.play();
  }

  pause(): void {
    this.audio.pause();
  }

  seek(seconds: number): void {
    this.audio.currentTime = seconds;
  }

  setRate(rate: number): void {
    this.audio.playbackRate = rate;
  }

  close(): void {
    this.audio.pause();
    this.audio.removeAttribute("src");
    this.audio.load();
  }
}

/** Samples that were decoded in the page. No address is made for them, so the page's security policy stays as strict as it is. */
export class SampleSound implements Sound {
  private readonly context = new AudioContext();
  private readonly buffer: AudioBuffer;
  private source: AudioBufferSourceNode | undefined;
  private from = 0;
  private startedAt = 0;
  private rate = 1;
  private timer: number | undefined;

  constructor(samples: Float32Array<ArrayBuffer>, sampleRate: number, private readonly onChange: () => void) {
    this.buffer = this.context.createBuffer(1, Math.max(1, samples.length), sampleRate);
    this.buffer.copyToChannel(samples, 0);
  }

  get seconds(): number {
    return this.buffer.duration;
  }

  get position(): number {
    const played = this.source ? (this.context.currentTime - this.startedAt) * this.rate : 0;
    return Math.min(this.seconds, this.from + played);
  }

  get playing(): boolean {
    return this.source !== undefined;
  }

  async play(): Promise<void> {
    takeTurn(this);
    await this.context.resume();
    if (this.position >= this.seconds) this.from = 0;
    this.begin();
    this.onChange();
  }

  pause(): void {
    this.from = this.position;
    this.end();
    this.onChange();
  }

  seek(seconds: number): void {
    const playing = this.playing;
    this.end();
    this.from = seconds;
    if (playing) this.begin();
    this.onChange();
  }

  setRate(rate: number): void {
    this.from = this.position;
    this.rate = rate;
    if (this.source) {
      this.startedAt = this.context.currentTime;
      this.source.playbackRate.value = rate;
    }
  }

  close(): void {
    this.end();
    void this.context.close();
  }

  private begin(): void {
    const source = this.context.createBufferSource();
    source.buffer = this.buffer;
    source.playbackRate.value = this.rate;
    source.connect(this.context.destination);
    source.onended = () => {
      if (this.source !== source) return;
      this.from = 0;
      this.end();
      this.onChange();
    };
    this.startedAt = this.context.currentTime;
    source.start(0, this.from);
    this.source = source;
    this.timer = window.setInterval(this.onChange, 200);
  }

  private end(): void {
    const source = this.source;
    this.source = undefined;
    window.clearInterval(this.timer);
    if (source) {
      source.onended = null;
      source.stop();
    }
  }
}
