# The studio in a container: docker build -t mien-studio . ; docs/studio.md says how to run it.
FROM python:3.12-slim
WORKDIR /opt/mien
COPY pyproject.toml constraints.txt README.md LICENSE NOTICE THIRD_PARTY.md ./
COPY src src
RUN pip install --no-cache-dir --no-compile -c constraints.txt '.[studio,heic]' \
    && useradd --create-home studio
USER studio
WORKDIR /home/studio
ENV OMP_WAIT_POLICY=PASSIVE GOMP_SPINCOUNT=0
EXPOSE 8018
# Without a key in MIEN_STUDIO_KEY one is made up and printed.
ENTRYPOINT ["mien", "studio", "--host", "0.0.0.0", "--no-open"]
