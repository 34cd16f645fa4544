export const words = {
  zh: {
    in: '放大',
    out: '缩小',
    fit: '显示全图',
    help: '点击流程图后可用方向键移动，按 Ctrl 加滚轮缩放。',
    drawing: (title: string) => `流程图：${title}`,
    list: '文字版：各环节',
    states: { open: '在办', passed: '已办', closed: '已关闭', none: '未到' },
    legend: '图例',
    failed: '流程图无法显示，请使用下面的文字版。',
  },
  en: {
    in: 'Zoom in',
    out: 'Zoom out',
    fit: 'Show all',
    help: 'Once it is clicked, arrow keys move the drawing; Ctrl and the wheel zoom it.',
    drawing: (title: string) => `Diagram: ${title}`,
    list: 'As text: the steps',
    states: { open: 'open', passed: 'done', closed: 'closed', none: 'not yet' },
    legend: 'Legend',
    failed: 'The drawing cannot be shown; its text is below.',
  },
};
