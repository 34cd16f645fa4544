/** Words of writing into a register: tables handed in, rows edited by hand. */
interface Counted {
  rows: number;
  added: number;
  changed: number;
  unchanged: number;
}

export const words = {
  zh: {
    import: '导入表格',
    about:
      '第一行为列名（编号和各字段的名称），CSV 或 Excel，最多10万行、20 MB。空单元格不改动原有内容。先检查全部内容，无误后一次导入。',
    file: '表格文件',
    checking: '正在检查…',
    fits: '检查无误，尚未导入。',
    merge: '确认导入',
    merged: '已导入。',
    counts: ({ rows, added, changed, unchanged }: Counted) =>
      `共${rows}行：新增${added}行，改动${changed}行，无变化${unchanged}行。`,
    earlier: (name: string, at: string) => `同一文件已由${name}于${at}导入，不重复导入。`,
    faults: (n: number) => `有${n}处需要修改，未导入任何一行：`,
    line: '行',
    column: '列',
    fault: '问题',
    current: '当前内容',
    edit: '编辑',
    editRow: (key: string) => `编辑：${key}`,
    save: '保存更改',
    saved: '已保存。',
    add: '新增一行',
    as: '以何岗位填写',
    reason: '变更理由（必填，记入变更记录）',
    latest: '他人刚才的变更',
    cleared: '（已清除）',
    byHand: (name: string, group: string, absent?: string) =>
      `${name}（${group}${absent === undefined ? '' : `，代${absent}`}）手工填写`,
    because: (reason: string) => `理由：${reason}`,
  },
  en: {
    import: 'Import a table',
    about:
      'The first line has the headings (key and fields by their names); CSV or Excel, at most 100,000 rows and 20 MB. An empty cell leaves what is there. All is checked first; then everything goes in at once.',
    file: 'File',
    checking: 'Being checked…',
    fits: 'It can be imported. Nothing has gone in yet.',
    merge: 'Import it',
    merged: 'Imported.',
    counts: ({ rows, added, changed, unchanged }: Counted) =>
      `${rows} rows: ${added} new, ${changed} changed, ${unchanged} as they were.`,
    earlier: (name: string, at: string) => `${name} imported the same file on ${at}; it is not imported twice.`,
    faults: (n: number) => `${n} things to correct; no row went in:`,
    line: 'Line',
    column: 'Column',
    fault: 'What is wrong',
    current: 'What stands there',
    edit: 'Edit',
    editRow: (key: string) => `Edit: ${key}`,
    save: 'Save the changes',
    saved: 'Saved.',
    add: 'Add a row',
    as: 'As which office',
    reason: 'Reason (needed; it stands in the history)',
    latest: 'What somebody else has just changed',
    cleared: '(cleared)',
    byHand: (name: string, group: string, absent?: string) =>
      `By hand by ${name} (${group}${absent === undefined ? '' : `, for ${absent}`})`,
    because: (reason: string) => `Reason: ${reason}`,
  },
};
