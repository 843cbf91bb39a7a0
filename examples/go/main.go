// The application ping, as apps/ping.yaml and releases/production/ping.yaml describe it.
package main

import (
	"example.com/cdk8s-blue-green-go/cdk8sbluegreen"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdk8s-team/cdk8s-core-go/cdk8s/v2"
)

func main() {
	defer jsii.Close()
	app := cdk8s.NewApp(nil)
	chart := cdk8s.NewChart(app, jsii.String("demo"), &cdk8s.ChartProps{Namespace: jsii.String("demo")})
	cdk8sbluegreen.NewBlueGreenApplication(chart, jsii.String("ping"), &cdk8sbluegreen.BlueGreenApplicationProps{
		Image:     jsii.String("pkw0301/app"),
		Port:      jsii.Number(5000),
		Replicas:  jsii.Number(2),
		Service:   &cdk8sbluegreen.ServiceProps{Type: cdk8sbluegreen.ServiceType_NODE_PORT, Port: jsii.Number(5000)},
		Readiness: &cdk8sbluegreen.Probe{Path: jsii.String("/ping")},
		Smoke: []*cdk8sbluegreen.SmokeRequest{
			{Path: jsii.String("/ping"), Status: jsii.Number(200), Contains: jsii.String("Hi")},
		},
		Active: cdk8sbluegreen.Colour_BLUE,
		Blue:   &cdk8sbluegreen.ColourProps{Version: jsii.String("1.0"), Image: jsii.String("pkw0301/app:1.0")},
		Green:  &cdk8sbluegreen.ColourProps{Version: jsii.String("2.0"), Image: jsii.String("pkw0301/app:2.0")},
	})
	app.Synth()
}
