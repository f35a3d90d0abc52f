/** Pages of `explain`. */
export const manual = {
  "wrong:": "错误：",
  "right:": "正确：",
} as const;
