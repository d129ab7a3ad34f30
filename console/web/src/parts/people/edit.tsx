import { Form, Input, Select } from 'antd'
import type {
  AreaView,
  CountyGroup,
  CountyOffice,
  CountyStaff,
  OfficeList,
} from '../../../../server/schemas.ts'
import { pathOf } from '../../api.ts'
import { useData } from '../../data.ts'
import { t } from '../../language.ts'
import { useMe } from '../../me.ts'
import { ROLE } from '../../words.ts'
import { Ask } from '../ask.tsx'
import { AreaField } from './fields.tsx'
import { saveItem } from './save.ts'
import { GROUP_KIND, LEVEL, OFFICE_KIND } from './words.ts'

interface Common {
  version: number
  after: () => Promise<void>
  onClosed: () => void
}
type Values = Record<string, string | string[] | undefined>

const optionsOf = (names: Record<string, string>) =>
  Object.entries(names).map(([value, label]) => ({ value, label }))
const required = [{ required: true, whitespace: true, message: t('不能空着', 'Required') }]
const saved = () => t('已保存', 'Saved')
/** Fields that were left empty are not there. */
const given = (values: Values) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== ''))

interface TextProps {
  name: string
  label: string
  initial: string | undefined
  optional?: boolean
  extra?: string
}
const Text = ({ name, label, initial, optional, extra }: TextProps) => (
  <Form.Item name={name} label={label} initialValue={initial} rules={optional ? [] : required} extra={extra}>
    <Input maxLength={100} />
  </Form.Item>
)

interface ListProps {
  name: string
  label: string
  initial: string[] | undefined
  extra?: string
}
const List = ({ name, label, initial, extra }: ListProps) => (
  <Form.Item name={name} label={label} initialValue={initial ?? []} extra={extra}>
    <Select mode="tags" open={false} tokenSeparators={['、', '，', ',', ' ']} suffixIcon={null} />
  </Form.Item>
)

interface ChoiceProps {
  name: string
  label: string
  names: Record<string, string>
  initial: string | undefined
}
const Choice = ({ name, label, names, initial }: ChoiceProps) => (
  <Form.Item
    name={name}
    label={label}
    initialValue={initial}
    rules={[{ required: true, message: t('请选择', 'Choose one') }]}
  >
    <Select options={optionsOf(names)} />
  </Form.Item>
)

const Id = ({ name = 'id', is }: { name?: string; is: string | undefined }) =>
  is === undefined ? (
    <Text
      name={name}
      label={t('编号', 'Id')}
      initial={undefined}
      extra={t('以后不能改，不能和别的重复', 'Stays as it is, and is the only one of its name')}
    />
  ) : (
    <Form.Item name={name} initialValue={is} hidden>
      <Input />
    </Form.Item>
  )

export function EditArea({
  area,
  parent,
  version,
  ...rest
}: Common & { area: AreaView['area'] | null; parent: string | null }) {
  return (
    <Ask<Values, unknown>
      {...rest}
      title={area ? t(`修改区域“${area.name}”`, `Edit area “${area.name}”`) : t('新建区域', 'Add an area')}
      says={t(
        '别名和地标用来认出消息里说的是哪里。',
        'Aliases and landmarks tell which place a message means.',
      )}
      ok={t('保存', 'Save')}
      request={(values) => saveItem(version, 'area', given(values), !area)}
      done={saved}
    >
      <Id name="code" is={area?.code} />
      <Text name="name" label={t('名称', 'Name')} initial={area?.name} />
      <Choice name="level" label={t('层级', 'Level')} names={LEVEL} initial={area?.level} />
      {parent !== null && <AreaField name="parent" label={t('上级区域', 'Lies in')} initial={parent} />}
      <List name="aliases" label={t('别名', 'Aliases')} initial={area?.aliases} />
      <List name="landmarks" label={t('地标', 'Landmarks')} initial={area?.landmarks} />
    </Ask>
  )
}

export function EditOffice({
  office,
  area,
  version,
  ...rest
}: Common & { office: CountyOffice | null; area: string }) {
  const { categories } = useMe()
  const names = Object.fromEntries(categories.map(({ id, name }) => [id, name]))
  // One that handles nothing is left so.
  const idle = office?.handles?.length === 0
  return (
    <Ask<Values, unknown>
      {...rest}
      title={
        office
          ? t(`修改单位“${office.name}”`, `Edit office “${office.name}”`)
          : t('新建单位', 'Add an office')
      }
      says={t(
        '办理类别空着，按单位性质办理；部门只办写明的类别。',
        'Without categories it handles what its kind is for; a department only what it lists.',
      )}
      ok={t('保存', 'Save')}
      request={({ handles, ...values }) =>
        saveItem(
          version,
          'office',
          { ...given(values), ...((handles?.length || idle) && { handles }) },
          !office,
        )
      }
      done={saved}
    >
      <Id is={office?.id} />
      <Text name="name" label={t('名称', 'Name')} initial={office?.name} />
      <AreaField name="area" label={t('所在区域', 'Area')} initial={area} />
      <Choice name="kind" label={t('性质', 'Kind')} names={OFFICE_KIND} initial={office?.kind} />
      <Form.Item name="handles" label={t('办理类别', 'Handles')} initialValue={office?.handles ?? []}>
        <Select mode="multiple" options={optionsOf(names)} optionFilterProp="label" />
      </Form.Item>
    </Ask>
  )
}

export function EditStaff({
  staff,
  office,
  version,
  ...rest
}: Common & { staff: CountyStaff | null; office: string }) {
  const offices = useData<OfficeList>(pathOf(['county', 'offices']), 'world').data?.items ?? []
  const names = Object.fromEntries(offices.map(({ id, name }) => [id, name]))
  return (
    <Ask<Values, unknown>
      {...rest}
      title={staff ? t(`修改人员“${staff.name}”`, `Edit “${staff.name}”`) : t('新建人员', 'Add staff')}
      says={t(
        '别名是群众怎么叫这个人；写了微信成员号，才能在群里接单。',
        'Aliases are how residents call the person; with a WeChat member id cases can be accepted in chats.',
      )}
      ok={t('保存', 'Save')}
      request={(values) => saveItem(version, 'staff', given(values), !staff)}
      done={saved}
    >
      <Id is={staff?.id} />
      <Text name="name" label={t('姓名', 'Name')} initial={staff?.name} />
      <Form.Item name="office" label={t('单位', 'Office')} initialValue={office} rules={required}>
        <Select options={optionsOf(names)} showSearch={{ optionFilterProp: 'label' }} />
      </Form.Item>
      <Text name="post" label={t('职务', 'Post')} initial={staff?.post} />
      <Choice name="role" label={t('角色', 'Role')} names={ROLE} initial={staff?.role ?? 'handler'} />
      <List name="aliases" label={t('别名', 'Aliases')} initial={staff?.aliases} />
      <Text
        name="wechat"
        label={t('微信成员号', 'WeChat member id')}
        initial={staff?.wechat ?? undefined}
        optional
      />
    </Ask>
  )
}

export function EditGroup({
  group,
  area,
  version,
  ...rest
}: Common & { group: CountyGroup | null; area: string }) {
  return (
    <Ask<Values, unknown>
      {...rest}
      title={group ? t(`修改群“${group.topic}”`, `Edit group “${group.topic}”`) : t('新建群', 'Add a group')}
      says={t(
        '居民群里的话会被看；督办群里发台账。',
        'What is said in residents’ groups is read; supervision groups get the ledger.',
      )}
      ok={t('保存', 'Save')}
      request={(values) => saveItem(version, 'group', given(values), !group)}
      done={saved}
    >
      <Id is={group?.id} />
      <Text name="topic" label={t('群名', 'Name')} initial={group?.topic} />
      <AreaField name="area" label={t('所属区域', 'Area')} initial={area} />
      <Choice name="kind" label={t('类型', 'Kind')} names={GROUP_KIND} initial={group?.kind ?? 'residents'} />
    </Ask>
  )
}
