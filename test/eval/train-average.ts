import type { Model } from '../../data-plane/detectors/prompt-injection/model.ts';

/** The mean of the weights at the ends of the later epochs: steadier on texts of a kind not seen than the last state. */
export class WeightAverage {
  private readonly live: readonly Float32Array[];
  private readonly sums: readonly Float64Array[];
  private count = 0;

  constructor(model: Model) {
    this.live = [model.vectors, model.first, model.firstBias, model.second, model.tail];
    this.sums = this.live.map((array) => new Float64Array(array.length));
  }

  add(): void {
    this.count++;
    this.live.forEach((array, k) => {
      const sum = this.sums[k] as Float64Array;
      for (let i = 0; i < array.length; i++) sum[i] = (sum[i] as number) + (array[i] as number);
    });
  }

  apply(): void {
    if (this.count === 0) return;
    this.live.forEach((array, k) => {
      const sum = this.sums[k] as Float64Array;
      for (let i = 0; i < array.length; i++) array[i] = (sum[i] as number) / this.count;
    });
  }
}
