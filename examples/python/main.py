# The application ping, as apps/ping.yaml and releases/production/ping.yaml describe it.
from cdk8s import App, Chart
from cdk8s_blue_green import (
    BlueGreenApplication,
    Colour,
    ColourProps,
    Probe,
    ServiceProps,
    ServiceType,
    SmokeRequest,
)

app = App()
chart = Chart(app, "demo", namespace="demo")
BlueGreenApplication(
    chart,
    "ping",
    image="pkw0301/app",
    port=5000,
    replicas=2,
    service=ServiceProps(type=ServiceType.NODE_PORT, port=5000),
    readiness=Probe(path="/ping"),
    smoke=[SmokeRequest(path="/ping", status=200, contains="Hi")],
    active=Colour.BLUE,
    blue=ColourProps(version="1.0", image="pkw0301/app:1.0"),
    green=ColourProps(version="2.0", image="pkw0301/app:2.0"),
)
app.synth()
