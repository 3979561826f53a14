using Satchel.Pages.Tests;

// One browser: the machine that tests is small.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
[assembly: AssemblyFixture(typeof(PageBrowser))]
[assembly: AssemblyFixture(typeof(PayingWorld))]
