import { Form, Select } from 'antd'
import type { DispatchView, OfficeList } from '../../../../server/schemas.ts'
import { pathOf } from '../../api.ts'
import { useData } from '../../data.ts'
import { t } from '../../language.ts'
import { useCategoryName } from '../../me.ts'
import { Ask } from '../ask.tsx'
import { SpanInput } from './fields.tsx'
import { saveItem } from './save.ts'
import { spanText } from './words.ts'

interface Props {
  view: DispatchView
  /** null: the times of every category that has none of its own here */
  category: string | null
  after: () => Promise<void>
  onClosed: () => void
}
interface Values {
  office?: string
  done?: string
  accept?: string
}

/** Enters who gets a category at a place and how long for it, or takes that back where it is left empty. */
export function EditDispatch({ view, category, after, onClosed }: Props) {
  const categoryName = useCategoryName()
  const row = view.rows.find((r) => r.category === category)
  const own = category === null ? view.all : (row?.ownTimes ?? null)
  const withOffice = !!view.area && !!row && !row.confidential
  const scope = { ...(category !== null && { category }), ...(view.area && { area: view.area.id }) }
  const place = view.area?.name ?? t('全部区域', 'everywhere')
  const name = category === null ? t('全部类别', 'all categories') : categoryName(category)

  const save = async ({ office, done, accept }: Values) => {
    if (withOffice && office !== row.own?.id)
      await saveItem(view.version, 'dispatch', { ...scope, ...(office ? { office } : { remove: 'yes' }) })
    if ((done ?? null) !== (own?.done ?? null) || (accept ?? null) !== (own?.accept ?? null))
      await saveItem(view.version, 'deadline', {
        ...scope,
        ...(done || accept ? { ...(done && { done }), ...(accept && { accept }) } : { remove: 'yes' }),
      })
  }
  return (
    <Ask<Values, unknown>
      title={t(`${place}的${name}`, `${name}, ${place}`)}
      says={t(
        '空着，就按规则和上级的规定。只影响以后的派单和期限。',
        'Left empty, the rule and the areas above decide. It counts from now on.',
      )}
      ok={t('保存', 'Save')}
      request={save}
      done={() => t('已保存', 'Saved')}
      after={after}
      onClosed={onClosed}
    >
      {withOffice && (
        <Form.Item
          name="office"
          label={t('归谁办', 'Handled by')}
          initialValue={row.own?.id}
          extra={`${t('空着：', 'Left empty: ')}${row.otherwise?.name ?? t('没有单位', 'no office')}${row.above ? t(`（随${row.above.name}）`, ` (as ${row.above.name})`) : ''}`}
        >
          <OfficeSelect />
        </Form.Item>
      )}
      <Form.Item
        name="accept"
        label={t('接单时限', 'Time to accept')}
        initialValue={own?.accept ?? undefined}
        extra={usual(row?.times.accept)}
      >
        <SpanInput label={t('接单时限', 'Time to accept')} />
      </Form.Item>
      <Form.Item
        name="done"
        label={t('办结时限', 'Time to finish')}
        initialValue={own?.done ?? undefined}
        extra={usual(row?.times.done)}
      >
        <SpanInput label={t('办结时限', 'Time to finish')} />
      </Form.Item>
    </Ask>
  )
}

const usual = (span: string | undefined) =>
  span &&
  t(
    `现在是${spanText(span)}；空着就按上级和设置`,
    `${spanText(span)} now; left empty, areas above and settings decide`,
  )

function OfficeSelect(field: { id?: string; value?: string; onChange?: (id: string) => void }) {
  const offices = useData<OfficeList>(pathOf(['county', 'offices']), 'world').data?.items ?? []
  return (
    <Select
      {...field}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      options={offices.map(({ id, name }) => ({ value: id, label: name }))}
      placeholder={t('按规则', 'By the rule')}
    />
  )
}
