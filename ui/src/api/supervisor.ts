// What the supervisor's page asks for besides the live rows.
import { client, read } from './http'

export const returnsToday = () => read(() => client.GET('/api/v1/statistics/returns'))
export const coverageGaps = () => read(() => client.GET('/api/v1/coverage/gaps'))
export const todayAgainstUsual = () => read(() => client.GET('/api/v1/statistics/today'))
