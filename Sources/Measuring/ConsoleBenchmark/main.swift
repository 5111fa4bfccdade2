switch CommandLine.arguments.dropFirst().first {
case "scale": try Scale.run()
case "script": try Script.run()
default: print("ConsoleBenchmark scale | script")
}
