/** What the page's models, workers and server say beside its own words. */
export const page = {
  "a network that learns ends with a loss, and this one has none":
    "要学习的网络以损失结尾，而这个网络没有损失",
  "this server is {host}": "此服务器是 {host}",
  "this server is for its own page": "此服务器只供自己的网页使用",
  "this server answers GET and HEAD": "此服务器只应答 GET 和 HEAD",
  "{name} is not here": "缺少 {name}",
  "Fill {array}: {count}.": "填入 {array}：{count}。",
} as const;
