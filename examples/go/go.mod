module example.com/ping

go 1.25

require (
	example.com/cdk8s-blue-green-go/cdk8sbluegreen v0.1.0
	github.com/aws/jsii-runtime-go v1.140.0
	github.com/cdk8s-team/cdk8s-core-go/cdk8s/v2 v2.70.106
)

// `npm run bindings` makes them.
replace example.com/cdk8s-blue-green-go/cdk8sbluegreen => ../../build/bindings/go/cdk8sbluegreen
