// What Streamlit itself says in English and has no setting for, in Chinese. The only list of it; app.py puts it into the page.
(() => {
  const WORDS = {
    "Skip to main content": "跳到正文", "Link to heading": "本节链接", "Choose an option": "请选择", "Choose options": "请选择（可多选）",
    "No results": "没有相符的", "No options to select": "没有可选的", "No options to select.": "没有可选的", "Select all": "全选",
    "Open": "展开", "Close": "关闭", "Clear value": "清空", "Clear all": "全部清空", "Selected values": "已选项", "Increment": "加一档", "Decrement": "减一档",
    "Upload": "选择文件", "Browse files": "选择文件", "file upload": "选择文件", "Drag and drop file here": "把文件拖到这里",
    "Drag and drop files here": "把文件拖到这里", "Remove file": "移除文件", "Add file": "添加文件", "Add files": "添加文件", "(index)": "（序号）", "File type not allowed.": "不收这种文件。",
    "Show/hide columns": "显示或隐藏列", "Download as CSV": "下载为CSV", "Search": "查找", "Fullscreen": "全屏", "Close fullscreen": "退出全屏",
    "Previous Result": "上一处", "Next Result": "下一处", "Close Search": "关闭查找", "Type to search": "输入要找的字", "Sort ascending": "升序", "Sort descending": "降序", "Format": "数字格式", "Autosize": "自动列宽",
    "Pin column": "固定此列", "Unpin column": "取消固定", "Hide column": "隐藏此列", "Statistics": "统计", "Automatic": "自动",
    "Localized": "本地格式", "Plain": "原样", "Compact": "简写", "Percent": "百分比", "Scientific": "科学计数", "Accounting": "会计格式",
    "Dollar": "美元", "Euro": "欧元", "Yen": "日元", "Bytes": "字节", "Distance": "距今", "Calendar": "日历", "Relative": "相对", "Duration": "时长",
    "Engineering": "工程计数", "empty": "无数据", "Show chart": "看图", "Show data": "看数", "Help": "说明", "info icon": "说明", "Info": "说明",
    "Vega visualization": "走势小图", "Running": "正在计算", "Running...": "正在计算……", "RUNNING...": "正在计算……", "Stop": "停止", "Rerun": "重新计算",
    "Always rerun": "总是重新计算", "Settings": "设置", "Print": "打印", "Record a screencast": "录屏", "Record screen": "录屏", "About": "关于", "Theme": "主题",
    "Appearance": "外观", "Light": "浅色", "Dark": "深色", "System": "跟随系统", "Use system setting": "跟随系统", "Wide mode": "宽屏",
    "Choose app theme": "选择主题", "App menu": "菜单", "Main menu": "菜单",
    "Loading": "正在载入", "Loading...": "正在载入……", "Please wait...": "请稍候……", "Connecting": "正在连接", "CONNECTING": "正在连接",
    "Connecting to Streamlit server": "正在连接服务器", "Error:": "出错：", "Streamlit server is not responding. Are you connected to the internet?": "服务器没有回应，请确认程序还在运行、网络是通的。",
    "Connection error": "与服务器的连接断了",
    "Connection lost. Please wait for the app to reconnect, then try again.": "连接断了，请等重新连上后再试。",
    "Page not found": "没有这个页面", "Copied!": "已复制", "Copy to clipboard": "复制", "Client Error": "页面出错", "Network error": "网络出错",
    "Unknown Error": "未知错误", "Dismiss": "知道了", "Done": "完成",
  };
  // Labels of Streamlit's buttons and icons that hold a name of ours: never the text of a page, which may begin like one
  const ICON = /^[a-z_]+ icon$/;
  const LABELS = [
    [ICON, () => "图标"],
    [/^Help for ([^]*)$/, (all, name) => `说明：${name}`],
    [/^(Show\/hide columns|Download as CSV|Search|Fullscreen|Close fullscreen|Show chart|Show data): ([^]*)$/, (all, word, name) => `${WORDS[word]}：${name}`],
    [/^Remove ([^]+)$/, (all, name) => `移除${name}`],
    [/^Cancel upload of ([^]+)$/, (all, name) => `停止上传${name}`],
  ];
  const TEXTS = [
    [/^Is Streamlit still running\?[^]*$/, () => "请确认程序还在运行；停了的话，重新启动后刷新本页。"],
    [/^Connection failed with status [^]*$/, () => "连不上服务器，请稍后刷新；仍不行请联系信息管理员。"],
    [/^(\d+(?:\.\d+)?[KMG]?B) per file$/, (all, size) => `每个文件不超过${size}`],
    [/^File must be (\d+(?:\.\d+)?[KMG]?B) or smaller\.$/, (all, size) => `文件不能超过${size}。`],
    [/^\S+(?: type of)? files are not allowed\.$/, () => "不收这种文件。"],
    [/^Press Enter to (?:apply|submit form)$/, () => "按回车键确定"],
    [/^Select all (\d+) matches$/, (all, count) => `全选相符的${count}项`],
    [/^You can only select up to (\d+) options?\. Remove an option first\.$/, (all, count) => `最多选${count}项，请先去掉一项。`],
    [/^(\d+) results?$/, (all, count) => `${count}处`],
    [/^(\d+) of (\d+) results?$/, (all, place, count) => `第${place}处，共${count}处`],
  ];
  const ATTRIBUTES = ["placeholder", "title", "aria-label", "alt"];

  const inChinese = (text, patterns) => {
    if (!/[A-Za-z]/.test(text)) return text;
    const word = text.trim();
    if (Object.hasOwn(WORDS, word)) return text.replace(word, () => WORDS[word]);
    const found = patterns.find(([pattern]) => pattern.test(word));
    return found ? word.replace(...found) : text;
  };
  const LABELLED = "button, svg, img, [role=button], [role=img], [data-testid=stIconMaterial]";
  const isData = (node) => node.closest?.("td, [role=gridcell], [role=option], textarea, pre, code, [data-testid=stMarkdownContainer]:not(button *), [data-testid=stText], .cockpit-chart, [data-testid=stIconMaterial]");
  const say = (node) => {
    if (isData(node.parentElement ?? node)) return;
    const isName = node.parentElement?.closest("button, svg title") && ICON.test(node.data.trim()); // read out, not seen
    const text = isName ? "图标" : inChinese(node.data, TEXTS);
    if (text !== node.data) node.data = text;
  };
  const label = (element, name) => {
    const old = element.getAttribute(name);
    const text = old && inChinese(old, element.matches(LABELLED) ? LABELS : TEXTS);
    if (text !== old) element.setAttribute(name, text);
  };
  const read = (root) => {
    if (root.nodeType === Node.TEXT_NODE) return say(root);
    if (root.nodeType !== Node.ELEMENT_NODE || /^(SCRIPT|STYLE)$/.test(root.tagName)) return;
    for (const element of [root, ...root.querySelectorAll("[placeholder], [title], [aria-label], [alt]")])
      for (const name of ATTRIBUTES) if (element.hasAttribute(name)) label(element, name);
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) if (!/^(SCRIPT|STYLE)$/.test(texts.currentNode.parentElement?.tagName)) say(texts.currentNode);
  };
  new MutationObserver((changes) => {
    for (const change of changes)
      if (change.type === "childList") change.addedNodes.forEach(read);
      else if (change.type === "characterData") say(change.target);
      else label(change.target, change.attributeName);
  }).observe(document.documentElement, {
    childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: ATTRIBUTES,
  });
})();
