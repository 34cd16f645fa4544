/** What persons tell each other. */
export const words = {
  zh: { copy: '抄送', urge: '催办', 'sent-back': '退回' },
  en: { copy: 'Copy', urge: 'Urged', 'sent-back': 'Sent back' },
};
