import { Alert, Form, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import type { StaffList } from '../../../server/schemas.ts'
import { useAct } from '../act.ts'
import { post } from '../api.ts'
import { useData } from '../data.ts'
import { t } from '../language.ts'
import { UserPassword } from './user-password.tsx'

interface Making {
  login: string
  staff: string
}

interface Props {
  after: () => Promise<void>
  onClosed: () => void
}

/** An account for a member of staff; his role is what the staff list says. */
export function UserMake({ after, onClosed }: Props) {
  const { data } = useData<StaffList>('/api/staff', 'world')
  const [form] = Form.useForm<Making>()
  const [made, setMade] = useState<{ login: string; password: string } | null>(null)
  const { act, busy, refusal } = useAct(after)
  const make = (values: Making) =>
    act(async () => {
      const { password } = await post<{ password: string }>('/api/users', values)
      setMade({ login: values.login, password })
    })
  return (
    <Modal
      open
      title={t('新建账号', 'New user')}
      okText={t('新建', 'Make it')}
      confirmLoading={busy}
      onOk={form.submit}
      onCancel={onClosed}
      mask={{ closable: false }}
      {...(made && { footer: null })}
    >
      {made ? (
        <UserPassword {...made} onDone={onClosed} />
      ) : (
        <Form form={form} layout="vertical" requiredMark={false} onFinish={make}>
          <Form.Item
            name="staff"
            label={t('工作人员', 'Member of staff')}
            rules={[{ required: true, message: t('请选人', 'Choose somebody') }]}
          >
            <Select
              showSearch={{ optionFilterProp: 'label' }}
              loading={!data}
              placeholder={t('输入姓名或单位', 'Type a name or an office')}
              options={(data?.items ?? []).map(({ id, name, office, post: at }) => ({
                value: id,
                label: `${name}（${office}，${at}）`,
              }))}
            />
          </Form.Item>
          <Form.Item
            name="login"
            label={t('用户名', 'User name')}
            extra={t('字母、数字和 _ . -，登录时要输入。', 'Letters, digits and _ . -')}
            rules={[
              { required: true, message: t('请输入用户名', 'Enter a user name') },
              {
                pattern: /^[\w.-]{1,100}$/,
                message: t('只能用字母、数字和 _ . -', 'Letters, digits and _ . - only'),
              },
            ]}
          >
            <Input autoComplete="off" autoCapitalize="none" />
          </Form.Item>
          {refusal && <Alert type="error" showIcon title={refusal} role="alert" />}
        </Form>
      )}
    </Modal>
  )
}
