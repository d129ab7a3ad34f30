import { PlusOutlined } from '@ant-design/icons'
import { Badge, Button, Tree } from 'antd'
import { useCallback, useEffect, useState } from 'react'
import type { AreaNode, Tree as TreeAnswer } from '../../../../server/schemas.ts'
import { get, pathOf } from '../../api.ts'
import { t } from '../../language.ts'
import { useChanges } from '../../live.ts'
import { go } from '../../route.ts'
import { EditArea } from './edit.tsx'
import { LEVEL } from './words.ts'

interface Node {
  key: string
  title: string
  isLeaf: boolean
  node: AreaNode
  children?: Node[]
}
const TOP = ''

interface Props {
  chosen: string | null
  /** the codes from the top to the one that is chosen, which is brought into sight */
  path: string[]
}

/** All areas, those below one loaded when it is opened. */
export function AreaTree({ chosen, path }: Props) {
  const [under, setUnder] = useState(new Map<string, AreaNode[]>())
  const [open, setOpen] = useState<string[]>([])
  const [version, setVersion] = useState(0)
  const [adding, setAdding] = useState(false)
  const [failed, setFailed] = useState(false)

  const load = useCallback(async (code: string) => {
    const answer = await get<TreeAnswer>(pathOf(['county', 'tree'], { under: code }))
    setVersion(answer.version)
    setUnder((known) => new Map(known).set(code, answer.items))
    return answer.items
  }, [])

  const begin = useCallback(async () => {
    try {
      const tops = await load(TOP)
      setFailed(false)
      // One county at the top is opened at once: nobody looks for it.
      if (tops.length === 1) {
        await load(tops[0]!.code)
        setOpen((keys) => (keys.length ? keys : [tops[0]!.code]))
      }
    } catch {
      setFailed(true)
    }
  }, [load])
  useEffect(() => void begin(), [begin])
  useEffect(() => {
    const above = path.slice(0, -1)
    Promise.all(above.map(load)).then(
      () => setOpen((keys) => [...new Set([...keys, ...above])]),
      () => setFailed(true),
    )
  }, [path, load])
  const refresh = () => void Promise.all([...under.keys()].map(load)).catch(() => setFailed(true))
  useChanges('world', refresh)

  const nodesOf = (code: string): Node[] =>
    (under.get(code) ?? []).map((node) => ({
      ...{ key: node.code, title: node.name, isLeaf: node.below === 0, node },
      ...(under.has(node.code) && { children: nodesOf(node.code) }),
    }))
  const nodes = nodesOf(TOP)
  return (
    <>
      {failed && (
        <Button block onClick={begin}>
          {t('没有读到，重试', 'Not loaded, try again')}
        </Button>
      )}
      <Tree
        treeData={nodes}
        loadData={({ key }) => load(String(key)).then(() => undefined)}
        expandedKeys={open}
        onExpand={(keys) => setOpen(keys.map(String))}
        selectedKeys={chosen ? [chosen] : []}
        onSelect={(_, { node }) => go('people', 'areas', String(node.key))}
        titleRender={({ node }) => <Title node={node} />}
        blockNode
        virtual
        height={560}
        aria-label={t('区域', 'Areas')}
      />
      {!nodes.length && !failed && (
        <Button icon={<PlusOutlined />} onClick={() => setAdding(true)}>
          {t('新建第一个区域', 'Add the first area')}
        </Button>
      )}
      {adding && (
        <EditArea
          version={version}
          parent={null}
          area={null}
          after={begin}
          onClosed={() => setAdding(false)}
        />
      )}
    </>
  )
}

const Title = ({ node }: { node: AreaNode }) => (
  <span className="people-node">
    {node.name} <span className="muted">{LEVEL[node.level]}</span>
    {node.idle > 0 && (
      <Badge status="error" title={t('有单位没有人能接单', 'An office here can accept nothing')} />
    )}
  </span>
)
