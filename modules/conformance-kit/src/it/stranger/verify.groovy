// What the stranger is left with: a results file that another program can read.
def file = new File(basedir, 'target/fetchfold/one-by-one.json')
def report = new groovy.json.JsonSlurper().parse(file)

assert report.version == 1
assert report.engine.coordinates == 'org.example:one-by-one:1.0'
assert report.engine.libraries['fetchfold-conformance-kit'] != null
assert report.environment.kit.startsWith('dev.fetchfold:fetchfold-conformance-kit:')

def states = { rule -> report.results.findAll { it.rule == rule }*.state as Set }
assert states('BATCH-01') == ['pass'] as Set
assert states('BATCH-02') == ['pass', 'not offered'] as Set
assert states('OUT-07').contains('waived')
def seen = report.tally.keySet()
assert seen == ['pass', 'waived', 'not offered'] as Set
return true
