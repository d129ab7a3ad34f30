import { EditOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Card, Tag } from 'antd'
import { useEffect, useState } from 'react'
import type { AreaView, CountyGroup, CountyOffice, CountyStaff } from '../../../../server/schemas.ts'
import { useAct } from '../../act.ts'
import { pathOf } from '../../api.ts'
import { useData } from '../../data.ts'
import { t } from '../../language.ts'
import { useCategoryName } from '../../me.ts'
import { hrefOf } from '../../href.ts'
import { go } from '../../route.ts'
import { EditArea, EditGroup, EditOffice, EditStaff } from './edit.tsx'
import { removeItem } from './save.ts'
import { GroupTable, Remove, StaffTable } from './tables.tsx'
import { LEVEL, OFFICE_KIND, REACH } from './words.ts'
import { Loading, None } from '../state.tsx'
import { Refusal } from '../refusal.tsx'

type Editing =
  | { kind: 'area'; area: AreaView['area'] | null }
  | { kind: 'office'; office: CountyOffice | null }
  | { kind: 'staff'; staff: CountyStaff | null; office: string }
  | { kind: 'group'; group: CountyGroup | null }

/** One area: what it is called, its offices with their people, its groups. */
export function AreaDetails({ code, onPath }: { code: string; onPath: (codes: string[]) => void }) {
  const loaded = useData<AreaView>(pathOf(['county', 'areas', code]), 'world')
  const path = loaded.data?.path
  useEffect(() => {
    if (path) onPath(path.map((area) => area.code))
  }, [path, onPath])
  const [editing, setEditing] = useState<Editing | null>(null)
  const { act, refusal, forget } = useAct(loaded.reload)
  return (
    <Loading loaded={loaded}>
      {(view) => {
        const { version, area } = view
        const remove = (kind: 'area' | 'office' | 'staff' | 'group', id: string) =>
          act(
            () => removeItem(version, kind, id),
            () => t('已删除', 'Removed'),
          ).then((done) => {
            if (done && kind === 'area') go('people', 'areas', ...(area.parent ? [area.parent] : []))
          })
        const common = { version, after: loaded.reload, onClosed: () => setEditing(null) }
        return (
          <>
            <Path path={view.path} />
            <Refusal says={refusal} onPutAway={forget} />
            <AreaHead
              area={area}
              onEdit={() => setEditing({ kind: 'area', area })}
              onAdd={() => setEditing({ kind: 'area', area: null })}
              onRemove={() => remove('area', area.code)}
            />
            <div className="people-head">
              <h2>{t('单位', 'Offices')}</h2>
              <Button
                size="small"
                icon={<PlusOutlined />}
                onClick={() => setEditing({ kind: 'office', office: null })}
              >
                {t('新建单位', 'Add an office')}
              </Button>
            </div>
            {!view.offices.length && <None>{t('这里没有单位', 'No offices here')}</None>}
            {view.offices.map((office) => (
              <OfficeCard
                key={office.id}
                office={office}
                onEdit={() => setEditing({ kind: 'office', office })}
                onRemove={() => remove('office', office.id)}
                onStaff={(staff) => setEditing({ kind: 'staff', staff, office: office.id })}
                onRemoveStaff={(id) => remove('staff', id)}
              />
            ))}
            <div className="people-head">
              <h2>{t('群', 'Groups')}</h2>
              <Button
                size="small"
                icon={<PlusOutlined />}
                onClick={() => setEditing({ kind: 'group', group: null })}
              >
                {t('新建群', 'Add a group')}
              </Button>
            </div>
            <GroupTable
              groups={view.groups}
              onEdit={(group) => setEditing({ kind: 'group', group })}
              onRemove={(id) => remove('group', id)}
            />
            {editing?.kind === 'area' && (
              <EditArea
                {...common}
                area={editing.area}
                parent={editing.area ? editing.area.parent : area.code}
              />
            )}
            {editing?.kind === 'office' && (
              <EditOffice {...common} office={editing.office} area={area.code} />
            )}
            {editing?.kind === 'staff' && (
              <EditStaff {...common} staff={editing.staff} office={editing.office} />
            )}
            {editing?.kind === 'group' && <EditGroup {...common} group={editing.group} area={area.code} />}
          </>
        )
      }}
    </Loading>
  )
}

const Path = ({ path }: { path: AreaView['path'] }) => (
  <nav className="people-path" aria-label={t('所在位置', 'Where this is')}>
    {path.slice(0, -1).map(({ code, name }) => (
      <span key={code}>
        <a href={hrefOf('people', 'areas', code)}>{name}</a> ›{' '}
      </span>
    ))}
    {path.at(-1)?.name}
  </nav>
)

interface HeadProps {
  area: AreaView['area']
  onEdit: () => void
  onAdd: () => void
  onRemove: () => void
}

const AreaHead = ({ area, onEdit, onAdd, onRemove }: HeadProps) => (
  <Card size="small" className="people-card">
    <div className="people-head">
      <h2>{area.name}</h2>
      <Tag>{LEVEL[area.level]}</Tag>
      <span className="muted code">{area.code}</span>
      <span className="grow" />
      <Button size="small" icon={<EditOutlined />} onClick={onEdit}>
        {t('修改', 'Edit')}
      </Button>
      <Button size="small" icon={<PlusOutlined />} onClick={onAdd}>
        {t('新建下级区域', 'Add an area below')}
      </Button>
      <Button size="small" href={hrefOf('people', 'dispatch', area.code)}>
        {t('分派与时限', 'Dispatch')}
      </Button>
      <Remove name={area.name} onRemove={onRemove} />
    </div>
    <Facts name={t('别名', 'Aliases')} list={area.aliases} />
    <Facts name={t('地标', 'Landmarks')} list={area.landmarks} />
  </Card>
)

const Facts = ({ name, list }: { name: string; list: string[] }) => (
  <div className="people-facts">
    <span className="muted">{name}</span>{' '}
    {list.length ? list.map((text) => <Tag key={text}>{text}</Tag>) : '—'}
  </div>
)

interface OfficeProps {
  office: CountyOffice
  onEdit: () => void
  onRemove: () => void
  onStaff: (staff: CountyStaff | null) => void
  onRemoveStaff: (id: string) => void
}

function OfficeCard({ office, onEdit, onRemove, onStaff, onRemoveStaff }: OfficeProps) {
  const categoryName = useCategoryName()
  const reach = REACH[office.reach]
  return (
    <Card size="small" className="people-card">
      <div className="people-head">
        <h3>{office.name}</h3>
        <Tag>{OFFICE_KIND[office.kind]}</Tag>
        {reach && <Tag color={reach.color}>{reach.name}</Tag>}
        <span className="muted code">{office.id}</span>
        <span className="grow" />
        <Button size="small" icon={<EditOutlined />} onClick={onEdit}>
          {t('修改', 'Edit')}
        </Button>
        <Button size="small" icon={<PlusOutlined />} onClick={() => onStaff(null)}>
          {t('新建人员', 'Add staff')}
        </Button>
        <Remove name={office.name} onRemove={onRemove} />
      </div>
      <div className="people-facts">
        <span className="muted">{t('办理类别', 'Handles')}</span>{' '}
        {office.handles
          ? office.handles.map((id) => <Tag key={id}>{categoryName(id)}</Tag>)
          : t('按单位性质', 'What its kind is for')}
      </div>
      <StaffTable staff={office.staff} onEdit={onStaff} onRemove={onRemoveStaff} />
    </Card>
  )
}
