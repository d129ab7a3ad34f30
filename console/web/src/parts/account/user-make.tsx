import { Form, Input, Select } from 'antd'
import { useState } from 'react'
import type { StaffList } from '../../../../server/schemas.ts'
import { post } from '../../api.ts'
import { useData } from '../../data.ts'
import { bracketed, t } from '../../language.ts'
import { Ask } from '../ask.tsx'
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
  const [made, setMade] = useState<{ login: string; password: string } | null>(null)
  if (made) return <UserPassword {...made} onDone={onClosed} />
  const request = async (values: Making) => {
    const { password } = await post<{ password: string }>('/api/users', values)
    setMade({ login: values.login, password })
  }
  return (
    <Ask<Making, void>
      title={t('新建账号', 'New user')}
      says={t(
        '角色和能看到的，按人员名单来。密码由系统生成，只显示一次。',
        'The role is that of the staff list. A password is made and shown once.',
      )}
      ok={t('新建', 'Make it')}
      request={request}
      after={after}
      onClosed={onClosed}
    >
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
            label: name + bracketed(`${office} ${at}`),
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
    </Ask>
  )
}
