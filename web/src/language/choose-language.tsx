import { Segmented } from 'antd';
import type { Language } from '../dates.ts';
import { speak, useSpeech } from './language.ts';

export function ChooseLanguage() {
  const { language } = useSpeech();
  return (
    <Segmented<Language>
      size="small"
      aria-label="语言 Language"
      value={language}
      onChange={speak}
      options={[
        { value: 'zh', label: '中文' },
        { value: 'en', label: 'English' },
      ]}
    />
  );
}
