// What does not cross over from one language to another by itself: values of any type, unions, maps, lists, objects that
// are handed out and changed, and what is refused.
package main

import (
	"fmt"
	"os"

	"example.com/cdk8s-blue-green-go/cdk8sbluegreen"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdk8s-team/cdk8s-core-go/cdk8s/v2"
)

func main() {
	defer jsii.Close()
	app := cdk8s.NewApp(nil)
	chart := cdk8s.NewChart(app, jsii.String("wire"), &cdk8s.ChartProps{Namespace: jsii.String("demo")})
	props := &cdk8sbluegreen.BlueGreenApplicationProps{
		Ports: &[]*cdk8sbluegreen.PortProps{{Name: jsii.String("http"), Port: jsii.Number(8080)}},
		Readiness: &cdk8sbluegreen.Probe{
			HttpGet:       &cdk8sbluegreen.HttpProbe{Path: jsii.String("/health"), Port: "http"},
			PeriodSeconds: jsii.Number(5),
		},
		Liveness:   &cdk8sbluegreen.Probe{TcpSocket: &cdk8sbluegreen.TcpProbe{Port: jsii.Number(8080)}},
		Disruption: &cdk8sbluegreen.Disruption{MinAvailable: "50%"},
		Env: &map[string]interface{}{
			"LEVEL": "info",
			"TOKEN": map[string]interface{}{
				"secretKeyRef": map[string]interface{}{"name": "shop", "key": "token", "optional": true},
			},
		},
		Config: &map[string]*string{"A": jsii.String("1")},
		Volumes: &map[string]*cdk8sbluegreen.VolumeProps{
			"tmp": {MountPath: jsii.String("/tmp"), EmptyDir: &map[string]interface{}{}, Scratch: jsii.Bool(true)},
		},
		Resources: &map[string]interface{}{"requests": map[string]interface{}{"cpu": "100m", "memory": "64Mi"}},
		Network: &cdk8sbluegreen.NetworkProps{IdleFrom: &[]*map[string]interface{}{
			{"podSelector": map[string]interface{}{"matchLabels": map[string]interface{}{"role": "tester"}}},
		}},
		Smoke: &cdk8sbluegreen.SmokeContainer{
			Image:   jsii.String("tests:1.0"),
			Command: jsii.Strings("run", "all"),
			Env:     &map[string]interface{}{"DEPTH": "2"},
		},
		Migrate: &cdk8sbluegreen.MigrateProps{
			Expand: &cdk8sbluegreen.MigrationStep{Command: jsii.Strings("migrate", "up")},
			PodTemplate: &map[string]interface{}{
				"metadata": map[string]interface{}{"annotations": map[string]interface{}{"example.com/step": "expand"}},
			},
		},
		Gate:        &cdk8sbluegreen.GateProps{Mesh: cdk8sbluegreen.Mesh_LINKERD},
		PodTemplate: &map[string]interface{}{"spec": map[string]interface{}{"hostnameOverride": "shop"}},
		Active:      cdk8sbluegreen.Colour_GREEN,
		Blue:        &cdk8sbluegreen.ColourProps{Image: jsii.String("shop:1.0")},
		Green:       &cdk8sbluegreen.ColourProps{Image: jsii.String("shop:2.0"), Replicas: jsii.Number(3)},
	}
	if len(os.Args) > 1 {
		props.Readiness = nil
		props.Disruption.MinAvailable = "half"
	}
	shop := cdk8sbluegreen.NewBlueGreenApplication(chart, jsii.String("shop"), props)
	shop.Green().Deployment().Metadata().AddAnnotation(jsii.String("example.com/owner"), jsii.String("team-shop"))
	shop.Green().Deployment().PodMetadata().AddAnnotation(jsii.String("example.com/scrape"), jsii.String("true"))
	app.Synth()

	fmt.Println(*shop.Name(), *shop.Service().Name(), *shop.Preview().Name(), *shop.Blue().Deployment().Name())
	fmt.Println(shop.Active(), shop.Idle(), *shop.Green().ReleaseId(), len(*shop.Units()))
	for _, warning := range *shop.Warnings() {
		fmt.Println(*warning)
	}
	for _, account := range *shop.ServiceAccounts() {
		fmt.Println(*account.Name())
	}
}
