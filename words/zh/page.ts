/** What the page's models and workers say beside its own words. */
export const page = {
  "a network that learns ends with a loss, and this one has none":
    "要学习的网络以损失结尾，而这个网络没有损失",
  "{name} is not here": "缺少 {name}",
  "Fill {array}: {count}.": "填入 {array}：{count}。",
} as const;
