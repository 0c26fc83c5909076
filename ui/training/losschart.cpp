// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/losschart.h"

#include "core/training/curves/valuerange.h"

#include <QLocale>
#include <QMouseEvent>
#include <QWheelEvent>
#include <QtCharts/QAreaSeries>
#include <QtCharts/QChart>
#include <QtCharts/QLegend>
#include <QtCharts/QLegendMarker>
#include <QtCharts/QLineSeries>
#include <QtCharts/QLogValueAxis>
#include <QtCharts/QValueAxis>

#include <algorithm>
#include <array>
#include <cmath>

namespace koma {
namespace {

constexpr double kLeastSpan = 10.0; ///< steps that a zoom leaves
constexpr double kWheelFactor = 0.8;
constexpr int kBandAlpha = 46;
constexpr std::size_t kFewestColumns = 50;

/// Told apart by the colour-blind, on light and dark grounds (Okabe and Ito 2008).
constexpr std::array<QRgb, 6> kCurveColours{0xff0072b2, 0xffe69f00, 0xff009e73,
                                            0xffcc79a7, 0xff56b4e9, 0xffd55e00};

constexpr std::array kLineStyles{Qt::SolidLine, Qt::DashLine, Qt::DotLine};

/// Checks that are minutes apart are few, and one alone makes no line: their points are shown.
constexpr qsizetype kFewPoints = 24;

double drawable(double value, bool logarithmic)
{
    constexpr double kSmallest = 1e-9;
    return logarithmic ? std::max(value, kSmallest) : value;
}

/// 1, 2 or 5 times a power of ten: steps between labels that people can add up.
double roundStep(double span)
{
    constexpr double kLabels = 5.0;
    const double rough = span / kLabels;
    const double power = std::pow(10.0, std::floor(std::log10(rough)));
    const double lead = rough / power;
    return power * (lead <= 1.0 ? 1.0 : lead <= 2.0 ? 2.0 : lead <= 5.0 ? 5.0 : 10.0);
}

/// The interval first where it grows, so that there are never thousands of labels in between.
void showRange(QValueAxis &axis, double low, double high, double leastStep)
{
    if (!(high > low))
        return;
    const double step = std::max(leastStep, roundStep(high - low));
    axis.setTickType(QValueAxis::TicksDynamic);
    axis.setTickAnchor(0.0);
    if (step > axis.tickInterval())
        axis.setTickInterval(step);
    axis.setRange(low, high);
    axis.setTickInterval(step);
}

} // namespace

LossChart::LossChart(const RunCurves &curves, QWidget *parent)
    : QChartView(new QChart, parent), m_curves(curves)
{
    setRubberBand(QChartView::HorizontalRubberBand);
    viewport()->setMouseTracking(true);
    setMinimumHeight(170);
    setFrameShape(QFrame::NoFrame);
    setRenderHint(QPainter::Antialiasing);
    chart()->setBackgroundRoundness(0);
    chart()->setMargins(QMargins(4, 4, 8, 4));
    chart()->legend()->setAlignment(Qt::AlignTop);
    m_mark = new QLineSeries(chart());
    chart()->addSeries(m_mark);
    buildAxes();
    colour();
}

void LossChart::buildAxes()
{
    if (m_valueAxis) {
        chart()->removeAxis(m_valueAxis);
        delete m_valueAxis;
    }
    if (!m_stepAxis) {
        m_stepAxis = new QValueAxis(this);
        m_stepAxis->setLabelFormat(QStringLiteral("%d"));
        chart()->addAxis(m_stepAxis, Qt::AlignBottom);
    }
    if (m_logarithmic) {
        auto *axis = new QLogValueAxis(this);
        axis->setLabelFormat(QStringLiteral("%.2g"));
        axis->setMinorTickCount(-1);
        m_valueAxis = axis;
    } else {
        auto *axis = new QValueAxis(this);
        axis->setLabelFormat(QStringLiteral("%.3g"));
        m_valueAxis = axis;
    }
    chart()->addAxis(m_valueAxis, Qt::AlignLeft);
    for (QAbstractSeries *series : chart()->series()) {
        if (!series->attachedAxes().contains(m_stepAxis))
            series->attachAxis(m_stepAxis);
        series->attachAxis(m_valueAxis);
    }
}

void LossChart::attach(Shown &shown)
{
    shown.low = new QLineSeries(this);
    shown.high = new QLineSeries(this);
    shown.band = new QAreaSeries(shown.high, shown.low);
    shown.line = new QLineSeries(chart());
    shown.line->setName(shown.curve.label);
    for (QAbstractSeries *series :
         {static_cast<QAbstractSeries *>(shown.band), static_cast<QAbstractSeries *>(shown.line)}) {
        chart()->addSeries(series);
        series->attachAxis(m_stepAxis);
        series->attachAxis(m_valueAxis);
    }
}

void LossChart::setShown(const std::vector<Curve> &curves)
{
    for (const Shown &shown : m_shown) {
        chart()->removeSeries(shown.line);
        chart()->removeSeries(shown.band);
        delete shown.line;
        delete shown.band;
        delete shown.low;
        delete shown.high;
    }
    m_shown.clear();
    for (const Curve &curve : curves) {
        m_shown.push_back({curve, SmoothedCurve(m_smoothing), nullptr, nullptr, nullptr, nullptr});
        attach(m_shown.back());
    }
    colour();
    refresh();
}

void LossChart::colour()
{
    const QColor text = palette().color(QPalette::Text);
    QColor grid = text;
    grid.setAlpha(36);
    chart()->setBackgroundBrush(palette().color(QPalette::Base));
    setBackgroundBrush(palette().color(QPalette::Base));
    chart()->legend()->setLabelColor(text);
    for (QAbstractAxis *axis : {static_cast<QAbstractAxis *>(m_stepAxis), m_valueAxis}) {
        axis->setLabelsColor(text);
        axis->setGridLineColor(grid);
        axis->setLinePenColor(grid);
        axis->setMinorGridLineColor(Qt::transparent);
    }
    m_mark->setPen(QPen(palette().color(QPalette::Highlight), 1.5, Qt::DashLine));
    for (QLegendMarker *marker : chart()->legend()->markers(m_mark))
        marker->setVisible(false);
    for (std::size_t i = 0; i < m_shown.size(); ++i) {
        const QColor line = QColor::fromRgba(kCurveColours[i % kCurveColours.size()]);
        QColor band = line;
        band.setAlpha(kBandAlpha);
        // More curves than colours differ by their dashes.
        const Qt::PenStyle style = kLineStyles[i / kCurveColours.size() % kLineStyles.size()];
        m_shown[i].line->setPen(QPen(line, 2.0, style));
        m_shown[i].band->setBrush(band);
        m_shown[i].band->setPen(Qt::NoPen);
        for (QLegendMarker *marker : chart()->legend()->markers(m_shown[i].band))
            marker->setVisible(false);
    }
}

void LossChart::setSmoothing(double weight)
{
    m_smoothing = weight;
    for (Shown &shown : m_shown)
        shown.smoothed = SmoothedCurve(weight);
    refresh();
}

void LossChart::setLogarithmic(bool logarithmic)
{
    if (logarithmic == m_logarithmic)
        return;
    m_logarithmic = logarithmic;
    buildAxes();
    colour();
    refresh();
}

void LossChart::setMark(std::optional<std::int64_t> step)
{
    m_markedStep = step;
    refresh();
}

LossChart::StepRange LossChart::visibleSteps() const
{
    return m_zoom.value_or(
        StepRange{0.0, std::max(kLeastSpan, static_cast<double>(m_curves.lastStep()))});
}

void LossChart::fill(Shown &shown, const StepRange &steps, std::size_t columns)
{
    const CurveSeries &raw = m_curves.curve(shown.curve.name);
    shown.smoothed.follow(raw);
    const auto from = static_cast<std::int64_t>(steps.from);
    const auto to = static_cast<std::int64_t>(std::ceil(steps.to));
    QList<QPointF> line;
    QList<QPointF> low;
    QList<QPointF> high;
    for (const CurveBucket &bucket : raw.buckets(from, to, columns)) {
        if (bucket.summary.finiteCount == 0)
            continue;
        const double x = 0.5 * static_cast<double>(bucket.firstStep + bucket.lastStep);
        low.append({x, drawable(bucket.summary.min, m_logarithmic)});
        high.append({x, drawable(bucket.summary.max, m_logarithmic)});
    }
    for (const CurveBucket &bucket : shown.smoothed.series().buckets(from, to, columns)) {
        if (bucket.summary.finiteCount == 0)
            continue;
        const double x = 0.5 * static_cast<double>(bucket.firstStep + bucket.lastStep);
        line.append({x, drawable(bucket.summary.mean, m_logarithmic)});
    }
    shown.line->setPointsVisible(line.size() <= kFewPoints);
    shown.line->replace(line);
    shown.low->replace(low);
    shown.high->replace(high);
}

void LossChart::fitValues(const StepRange &steps)
{
    const ValueScale scale = m_logarithmic ? ValueScale::Logarithmic : ValueScale::Linear;
    std::optional<ValueRange> all;
    for (const Shown &shown : m_shown) {
        const auto range =
            percentileRange(m_curves.curve(shown.curve.name), static_cast<std::int64_t>(steps.from),
                            static_cast<std::int64_t>(std::ceil(steps.to)), scale);
        if (!range)
            continue;
        all = all ? ValueRange{std::min(all->low, range->low), std::max(all->high, range->high)}
                  : *range;
    }
    const ValueRange axis = all ? axisRange(*all, scale) : ValueRange{m_logarithmic ? 0.1 : 0.0, 1};
    if (auto *linear = qobject_cast<QValueAxis *>(m_valueAxis))
        showRange(*linear, axis.low, axis.high, 0.0);
    else
        m_valueAxis->setRange(axis.low, axis.high);
    if (m_markedStep) {
        const auto x = static_cast<double>(*m_markedStep);
        m_mark->replace(QList<QPointF>{{x, axis.low}, {x, axis.high}});
    } else {
        m_mark->clear();
    }
}

void LossChart::refresh()
{
    const StepRange steps = visibleSteps();
    showRange(*m_stepAxis, steps.from, steps.to, 1.0);
    const auto columns =
        std::max(kFewestColumns, static_cast<std::size_t>(chart()->plotArea().width() / 2.0));
    for (Shown &shown : m_shown)
        fill(shown, steps, columns);
    fitValues(steps);
}

void LossChart::showAll()
{
    m_zoom.reset();
    refresh();
}

void LossChart::wheelEvent(QWheelEvent *event)
{
    const StepRange steps = visibleSteps();
    const double centre =
        chart()
            ->mapToValue(event->position(), m_mark->attachedAxes().isEmpty() ? nullptr : m_mark)
            .x();
    const double factor = event->angleDelta().y() > 0 ? kWheelFactor : 1.0 / kWheelFactor;
    StepRange zoomed{centre - (centre - steps.from) * factor,
                     centre + (steps.to - centre) * factor};
    const double last = std::max(kLeastSpan, static_cast<double>(m_curves.lastStep()));
    zoomed.from = std::max(0.0, zoomed.from);
    zoomed.to = std::min(last, zoomed.to);
    if (zoomed.to - zoomed.from >= kLeastSpan)
        m_zoom = zoomed;
    if (zoomed.from <= 0.0 && zoomed.to >= last)
        m_zoom.reset();
    refresh();
    event->accept();
}

void LossChart::mouseMoveEvent(QMouseEvent *event)
{
    QChartView::mouseMoveEvent(event);
    QString text;
    if (chart()->plotArea().contains(event->position())) {
        const QLocale locale;
        const auto step =
            static_cast<std::int64_t>(chart()->mapToValue(event->position(), m_mark).x());
        const StepRange steps = visibleSteps();
        const double within = 0.02 * (steps.to - steps.from); // else there is no value there
        text = tr("Step %1").arg(locale.toString(static_cast<qlonglong>(step)));
        for (const Shown &shown : m_shown) {
            const auto point = shown.smoothed.series().nearest(step);
            if (point && std::abs(static_cast<double>(point->step - step)) <= within)
                text += QStringLiteral("   %1 %2")
                            .arg(shown.curve.label, locale.toString(point->value, 'g', 3));
        }
    }
    m_hoverText = text;
    Q_EMIT hovered(text);
}

void LossChart::mouseReleaseEvent(QMouseEvent *event)
{
    QChartView::mouseReleaseEvent(event); // the rubber band has set the axes
    if (event->button() == Qt::LeftButton && m_stepAxis->max() - m_stepAxis->min() >= kLeastSpan) {
        const bool all = m_stepAxis->min() <= 0.0 &&
                         m_stepAxis->max() >= static_cast<double>(m_curves.lastStep());
        m_zoom =
            all ? std::nullopt : std::optional(StepRange{m_stepAxis->min(), m_stepAxis->max()});
    }
    refresh();
}

void LossChart::mouseDoubleClickEvent(QMouseEvent *event)
{
    QChartView::mouseDoubleClickEvent(event);
    showAll();
}

void LossChart::leaveEvent(QEvent *event)
{
    QChartView::leaveEvent(event);
    m_hoverText.clear();
    Q_EMIT hovered({});
}

void LossChart::changeEvent(QEvent *event)
{
    QChartView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        colour();
}

} // namespace koma
