export const words = {
  zh: {
    title: '查找办件',
    label: '查找办件：编号、申请人、名称',
    hint: '按 / 查找办件',
    asked: (q: string) => `“${q}”的查找结果`,
    none: '没有找到您可以查看的办件。请核对编号或名称，可以只输入其中一部分。',
    again: '请输入编号、申请人或名称的一部分。',
    found: '找到的办件，按提出时间先后倒序',
  },
  en: {
    title: 'Find cases',
    label: 'Find cases: number, applicant, name',
    hint: 'Press / to find cases',
    asked: (q: string) => `Cases with “${q}”`,
    none: 'No case that you may see was found. Check the number or name; a part of it is enough.',
    again: 'Enter a part of the number, the applicant or a name.',
    found: 'Cases found, latest start first',
  },
};
