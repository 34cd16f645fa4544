/** Theme, language and person around the pages. */
import { useQueryClient } from '@tanstack/react-query';
import { ConfigProvider, type ConfigProviderProps } from 'antd';
import enUS from 'antd/locale/en_US.js';
import zhCN from 'antd/locale/zh_CN.js';
import { lazy, Suspense, useEffect } from 'react';
import { followChanges } from './api/live.ts';
import { useSpeech } from './language/language.ts';
import { ErrorBoundary } from './parts/error-boundary.tsx';
import { Loading } from './parts/loading.tsx';
import { session } from './person/session.ts';
import { useRoute } from './router.tsx';
import { Shell } from './shell.tsx';

const Applicant = lazy(() => import('./applicant/applicant.tsx'));
const ChoosePerson = lazy(() => import('./person/choose-person.tsx'));

/** Contrast of WCAG AA. */
const THEME = {
  token: {
    colorPrimary: '#0958d9',
    // Darker than antd's own, which is too light under white words.
    colorPrimaryHover: '#003eb3',
    colorPrimaryActive: '#002c8c',
    colorLink: '#0958d9',
    colorLinkHover: '#003eb3',
    colorLinkActive: '#002c8c',
    colorError: '#cf1322',
    colorTextPlaceholder: '#595959',
    colorTextDescription: '#595959',
    opacityLoading: 1,
    motion: false,
    fontFamily: 'inherit',
    fontSize: 15,
    borderRadius: 4,
  },
  // Days of the months beside the one that is shown can be chosen too.
  components: { DatePicker: { colorTextDisabled: '#595959' } },
};

type Locale = NonNullable<ConfigProviderProps['locale']>;

/** Node's and bundlers' readings of antd's files differ in whether the default is wrapped. */
const localeOf = (file: object) => ('default' in file ? file.default : file) as Locale;
const LOCALES = { zh: withPlainCalendar(localeOf(zhCN)), en: withPlainCalendar(localeOf(enUS)) };

/** The buttons of a calendar that show year and month are named by what they show. */
function withPlainCalendar(locale: Locale): Locale {
  const { DatePicker: calendar } = locale;
  if (calendar === undefined) return locale;
  return { ...locale, DatePicker: { ...calendar, lang: { ...calendar.lang, yearSelect: '', monthSelect: '' } } };
}

export function App() {
  const { language } = useSpeech();
  const person = session.use()?.person;
  const route = useRoute();
  const client = useQueryClient();
  useEffect(() => {
    if (person === undefined) return;
    const stop = followChanges(client);
    return () => {
      stop();
      client.clear();
    };
  }, [client, person]);
  return (
    <ConfigProvider
      locale={LOCALES[language]}
      theme={THEME}
      button={{ autoInsertSpace: false }}
      wave={{ disabled: true }}
    >
      <ErrorBoundary key={person ?? ''}>
        {route.page === 'receipt' ? (
          <Suspense fallback={<Loading />}>
            <Applicant />
          </Suspense>
        ) : (
          <Shell>{person === undefined ? <ChoosePerson /> : undefined}</Shell>
        )}
      </ErrorBoundary>
    </ConfigProvider>
  );
}
