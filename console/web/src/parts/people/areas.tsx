import { Alert, Tag } from 'antd'
import { useState } from 'react'
import type { FoundInCounty, OfficeList } from '../../../../server/schemas.ts'
import { pathOf } from '../../api.ts'
import { useData } from '../../data.ts'
import { counted, t } from '../../language.ts'
import { hrefOf } from '../../href.ts'
import { useRoute, useSearch } from '../../route.ts'
import { AreaDetails } from './area.tsx'
import { AreaTree } from './tree.tsx'
import { KIND_NAME } from './words.ts'
import { SearchInput } from '../search-input.tsx'
import { Loading, None } from '../state.tsx'

/** The tree of areas beside the one that is chosen. */
export function PeopleAreas() {
  const [, , code] = useRoute()
  const [search, setSearch] = useSearch()
  const [path, setPath] = useState<string[]>([])
  return (
    <div className="people-areas">
      <div className="people-side">
        <SearchInput
          label={t('找人、单位、区域、群', 'Find a person, office, area, group')}
          value={search}
          onChange={setSearch}
        />
        {search ? <Found search={search} /> : <AreaTree chosen={code ?? null} path={path} />}
      </div>
      <div className="people-main">
        {code ? <AreaDetails key={code} code={code} onPath={setPath} /> : <Overview />}
      </div>
    </div>
  )
}

function Found({ search }: { search: string }) {
  const found = useData<FoundInCounty>(pathOf(['county', 'search'], { search }), 'world')
  return (
    <Loading loaded={found}>
      {({ items }) =>
        items.length ? (
          <ul className="people-found">
            {items.map(({ kind, id, name, more, area }) => (
              <li key={`${kind} ${id}`}>
                <a href={hrefOf('people', 'areas', area)}>
                  <Tag>{KIND_NAME[kind]}</Tag>
                  <b>{name}</b> <span className="muted">{more}</span>
                </a>
              </li>
            ))}
          </ul>
        ) : (
          <None>{t('没有找到', 'Nothing found')}</None>
        )
      }
    </Loading>
  )
}

/** Before an area is chosen: what needs looking at. */
function Overview() {
  const offices = useData<OfficeList>(pathOf(['county', 'offices']), 'world')
  return (
    <Loading loaded={offices}>
      {({ items }) => {
        const idle = items.filter(({ reach }) => reach === 'none')
        return idle.length ? (
          <Alert
            type="warning"
            showIcon
            title={t(
              `${idle.length} 个单位没有人能接单：没有人员，或者人员既没有登录账号也没有微信`,
              `Nobody can accept cases in ${counted(idle.length, 'office')}: no staff, or none with a login or WeChat`,
            )}
            description={
              <ul className="people-idle">
                {idle.map(({ id, name, area }) => (
                  <li key={id}>
                    <a href={hrefOf('people', 'areas', area)}>{name}</a>
                  </li>
                ))}
              </ul>
            }
          />
        ) : (
          <None>{t('在左边选一个区域', 'Choose an area on the left')}</None>
        )
      }}
    </Loading>
  )
}
