/** The figures of a self-test. */
export interface SelfTestResult {
  /** Planted faults that change a gradient by more than 2·10⁻⁵ of the largest. */
  readonly planted: number;
  /** Those that the checker found. */
  readonly found: number;
  /** Those of which it named the layer, and no other. */
  readonly placed: number;
  /** Those whose mistake it named right, wrong, and not at all. */
  readonly labels: {
    readonly right: number;
    readonly wrong: number;
    readonly none: number;
  };
  /** What was missed, misplaced or misnamed. */
  readonly misses: readonly PlantedFault[];
  /** Single numbers made wrong by 10⁻⁵, and how many were found. */
  readonly single: { readonly planted: number; readonly found: number };
  /** Right networks, and the verdicts on them. */
  readonly right: {
    readonly networks: number;
    readonly failed: number;
    /** Those at extreme places not counted. */
    readonly inconclusive: number;
    /** Those at extreme places, where differences need not tell. */
    readonly extreme: {
      readonly networks: number;
      readonly inconclusive: number;
    };
    /** Whole forward passes for each number that was compared, at ordinary places. */
    readonly forwardsPerNumber: number;
    /** The median of the largest faults that could have stayed unseen, relative to the number. */
    readonly detectability: number;
  };
  /** Nasty cases with the right verdict, and those with a wrong one. */
  readonly nasty: { readonly right: number; readonly wrong: readonly string[] };
}

/** Whether the checker passed: every fault found and placed, no false alarm, nothing misnamed. */
export function isSelfTestPassed(result: SelfTestResult): boolean {
  const { planted, found, placed, labels, single, right, nasty } = result;
  return found === planted && placed === planted && labels.wrong === 0 &&
    labels.right >= 0.8 * (labels.right + labels.none) &&
    single.found >= 0.999 * single.planted && right.failed === 0 &&
    right.inconclusive <= 1e-3 * right.networks && nasty.wrong.length === 0;
}

/** A planted fault with the result of the checker. */
export interface PlantedFault {
  /** The fault and its layer: `fc: never written`. */
  readonly name: string;
  /** The layers of its network. */
  readonly network: readonly string[];
  /** Which of them has it. */
  readonly at: number;
  /** Whether the checker said that something is wrong. */
  readonly isFound: boolean;
  /** Whether it named the layer, and no other. */
  readonly isPlaced: boolean;
  /** Whether it named the mistake; undefined if no words are expected. */
  readonly label?: "right" | "wrong" | "none";
  /** The words. */
  readonly words?: string;
}
