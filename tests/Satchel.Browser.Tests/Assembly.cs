using Satchel.Browser.Tests;

// One browser, one program at a time: the machine that tests is small, and figures are taken.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
[assembly: AssemblyFixture(typeof(Viewers))]
