package dev.fetchfold.site.figures;

import java.util.Optional;
import java.util.stream.Stream;

/** One measure on one workload, as it is called in the charts. */
record Figure(String workload, String measure) {

  Optional<Chart> chart(Recording recording) {
    return recording.workloads().stream()
        .filter(each -> each.name().equals(workload))
        .flatMap(each -> Stream.concat(each.charts().stream(), each.others().stream()))
        .filter(chart -> chart.title().equals(measure))
        .findFirst();
  }

  Optional<Interval> interval(Recording recording, String entry) {
    return chart(recording).stream()
        .flatMap(chart -> chart.lines().stream())
        .filter(line -> line.entry().equals(entry))
        .flatMap(line -> line.interval().stream())
        .findFirst();
  }
}
