{{- define "gatehouse.name" -}}
{{- if contains "gatehouse" .Release.Name }}{{ .Release.Name | trunc 50 | trimSuffix "-" }}{{ else }}{{ printf "%s-gatehouse" .Release.Name | trunc 50 | trimSuffix "-" }}{{ end }}
{{- end }}

{{- define "gatehouse.account" -}}
{{ default (include "gatehouse.name" .) .Values.serviceAccount.name }}
{{- end }}

{{- define "gatehouse.selector" -}}
app.kubernetes.io/name: gatehouse
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "gatehouse.labels" -}}
{{ include "gatehouse.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end }}

{{/* The namespaces of the outputs: the release's own where none is said. */}}
{{- define "gatehouse.envoyNamespace" -}}
{{ default .Release.Namespace .Values.bans.envoy.namespace }}
{{- end }}

{{- define "gatehouse.geoNamespace" -}}
{{ default .Release.Namespace .Values.bans.geo.namespace }}
{{- end }}

{{/* Whether anything is told what is banned; empty where nothing is. */}}
{{- define "gatehouse.publishes" -}}
{{- with .Values.bans }}{{ if or .nginx.enabled .envoy.enabled .geo.enabled .cilium.enabled }}yes{{ end }}{{ end }}
{{- end }}

{{- define "gatehouse.subject" -}}
- kind: ServiceAccount
  name: {{ include "gatehouse.account" . }}
  namespace: {{ .Release.Namespace }}
{{- end }}

{{- define "gatehouse.podSecurity" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{/* What the portal and its commands have in common. */}}
{{- define "gatehouse.container" -}}
image: "{{ .Values.image.repository }}:{{ default .Chart.AppVersion .Values.image.tag }}"
imagePullPolicy: {{ .Values.image.pullPolicy }}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities:
    drop: [ALL]
env:
  - name: JAVA_TOOL_OPTIONS
    value: {{ .Values.javaOptions | quote }}
  - name: SPRING_CONFIG_ADDITIONAL_LOCATION
    value: file:/etc/gatehouse/config/,file:/etc/gatehouse/secret/
  - name: GATEHOUSE_KUBERNETES_URL
    value: https://kubernetes.default.svc
  - name: GATEHOUSE_KUBERNETES_CA_CERTIFICATE
    value: /etc/gatehouse/cluster/ca.crt
  - name: GATEHOUSE_KUBERNETES_TOKEN
    valueFrom:
      secretKeyRef:
        name: {{ include "gatehouse.name" . }}-token
        key: token
resources:
  {{- toYaml .Values.resources | nindent 2 }}
volumeMounts:
  - name: config
    mountPath: /etc/gatehouse/config
    readOnly: true
  - name: secret
    mountPath: /etc/gatehouse/secret
    readOnly: true
  - name: cluster
    mountPath: /etc/gatehouse/cluster
    readOnly: true
  - name: tmp
    mountPath: /tmp
{{- end }}

{{- define "gatehouse.pod" -}}
serviceAccountName: {{ include "gatehouse.account" . }}
automountServiceAccountToken: false
securityContext:
  {{- include "gatehouse.podSecurity" . | nindent 2 }}
{{- with .Values.image.pullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
volumes:
  - name: config
    configMap:
      name: {{ include "gatehouse.name" . }}
  - name: secret
    secret:
      secretName: {{ .Values.existingSecret }}
  - name: cluster
    secret:
      secretName: {{ include "gatehouse.name" . }}-token
      items:
        - key: ca.crt
          path: ca.crt
  - name: tmp
    emptyDir:
      sizeLimit: 256Mi
{{- end }}
