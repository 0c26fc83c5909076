// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/curves/smoothedcurve.h"
#include "ui/training/runcurves.h"

#include <QColor>
#include <QString>
#include <QtCharts/QChartView>

#include <map>
#include <optional>
#include <string>
#include <vector>

class QAbstractAxis;
class QAreaSeries;
class QLineSeries;
class QValueAxis;

namespace koma {

/// Curves over training steps, of one run or of several runs: each a smoothed line over the band of
/// its raw values, thinned to the chart's columns. The wheel zooms into steps, dragging marks a
/// range, a double click shows all; the values at the pointer stand in a line above. GUI thread.
class LossChart : public QChartView
{
    Q_OBJECT

public:
    struct Curve
    {
        std::string name; ///< in RunCurves
        QString label;
    };

    /// `curves` must outlive the chart.
    explicit LossChart(const RunCurves &curves, QWidget *parent = nullptr);

    void setShown(const std::vector<Curve> &curves);
    /// Weight of the past in the smoothed lines, 0…1.
    void setSmoothing(double weight);
    void setLogarithmic(bool logarithmic);
    /// A step to mark with a vertical line; empty: none.
    void setMark(std::optional<std::int64_t> step);
    /// Draws what the curves have by now.
    void refresh();
    void showAll();

    [[nodiscard]] QString hoverText() const { return m_hoverText; }

Q_SIGNALS:
    /// The values of all shown curves at the pointer's step; empty outside.
    void hovered(const QString &text);

protected:
    void wheelEvent(QWheelEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    struct Shown
    {
        Curve curve;
        SmoothedCurve smoothed;
        QLineSeries *line;
        QLineSeries *low;
        QLineSeries *high;
        QAreaSeries *band;
    };
    struct StepRange
    {
        double from = 0.0;
        double to = 1.0;
    };

    void buildAxes();
    void attach(Shown &shown);
    void colour();
    [[nodiscard]] StepRange visibleSteps() const;
    void fill(Shown &shown, const StepRange &steps, std::size_t columns);
    void fitValues(const StepRange &steps);

    const RunCurves &m_curves;
    std::vector<Shown> m_shown;
    QValueAxis *m_stepAxis = nullptr;
    QAbstractAxis *m_valueAxis = nullptr;
    QLineSeries *m_mark = nullptr;
    double m_smoothing = 0.6;
    bool m_logarithmic = false;
    std::optional<StepRange> m_zoom; ///< empty: all steps
    std::optional<std::int64_t> m_markedStep;
    QString m_hoverText;
};

} // namespace koma
