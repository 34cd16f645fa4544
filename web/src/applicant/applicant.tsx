/** The applicant's page: no login, one case, by its receipt. It has the whole window, and fits a phone. */
import { ConfigProvider, Switch } from 'antd';
import { useState } from 'react';
import { ChooseLanguage } from '../language/choose-language.tsx';
import { useSpeech, useWords } from '../language/language.ts';
import { EnterReceipt } from './enter-receipt.tsx';
import { MyCase } from './my-case.tsx';
import { session } from './session.ts';
import { words } from './words.ts';
import './applicant.css';

const SIZES = { usual: 17, large: 22 };

export default function Applicant() {
  const { words: common } = useSpeech();
  const { large } = useWords(words);
  const [isLarge, setLarge] = useState(false);
  const now = session.use();
  return (
    <ConfigProvider theme={{ token: { fontSize: isLarge ? SIZES.large : SIZES.usual } }}>
      <div className={isLarge ? 'applicant applicant-large' : 'applicant'}>
        <a className="skip" href="#main">
          {common.skip}
        </a>
        <header className="header">
          <span className="brand">{common.product}</span>
          <div className="header-end">
            <span className="large-print">
              <Switch size="small" checked={isLarge} onChange={setLarge} aria-label={large} /> {large}
            </span>
            <ChooseLanguage />
          </div>
        </header>
        <main id="main" className="main" tabIndex={-1}>
          {typeof now === 'object' ? <MyCase key={now.token} /> : <EnterReceipt isOver={now === 'over'} />}
        </main>
      </div>
    </ConfigProvider>
  );
}
