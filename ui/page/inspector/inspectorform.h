// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/document/model/colour.h"
#include "ui/page/inspector/binding.h"
#include "ui/widgets/sliderrow.h"

#include <QWidget>

#include <functional>
#include <vector>

class QCheckBox;
class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QToolButton;

namespace koma {

class ColourButton;
class LengthUnit;
class NumberField;

constexpr double kPercent = 100.0;

/// The same direction of lines within -90° … 90°: they have no front and back.
double levelAngleDeg(double angleDeg);

/// A titled part of the inspector: rows of a name and a control, each bound to a value. Controls
/// change the document only by the user's hand; refresh() shows what is there now, silently.
class InspectorForm : public QWidget
{
    Q_OBJECT

public:
    explicit InspectorForm(const QString &title, QWidget *parent = nullptr);

    void setTitle(const QString &title);
    [[nodiscard]] QString title() const;
    /// Shows the values of now.
    void refresh();
    /// Lets go of what is typed but not entered: it was meant for other things.
    void forgetTyping();

protected:
    struct Choice
    {
        QString name;
        int value = 0;
    };
    struct NumberSpec
    {
        QString name;
        QString suffix = {};
        double minimum = 0.0;
        double maximum = 100.0;
        int decimals = 0;
        bool isNarrow = false; ///< a length without its unit
    };

    SliderRow *addSlider(SliderRow::Setup setup, const Binding<double> &binding);
    NumberField *makeNumber(const NumberSpec &spec, const Binding<double> &binding);
    /// A length in the unit that is set, of a binding in points. `dpi` is asked at each refresh.
    NumberField *makeLength(const NumberSpec &spec, const LengthUnit &unit,
                            const std::function<int()> &dpi, const Binding<double> &pt);
    QComboBox *addChoice(const QString &name, const QList<Choice> &choices,
                         const Binding<int> &binding);
    ColourButton *addColour(const QString &name, const Binding<Colour> &binding);
    QCheckBox *addCheck(const QString &name, const QString &toolTip, const Binding<bool> &binding);
    /// BCP 47 codes; the empty one has a name of its own.
    QComboBox *addLanguage(const QString &nameOfNone, const Binding<QString> &binding);
    QLineEdit *addLine(const QString &name, const Binding<QString> &binding);
    /// A button that stays down; where the things differ it is up and a dash follows its tooltip.
    QToolButton *makeToggle(const QString &name, const Binding<bool> &binding);

    void addRow(const QString &name, QWidget *control);
    /// Two controls side by side, and a small one at the end.
    void addPair(const QString &name, QWidget *first, QWidget *second, QWidget *last = nullptr);
    void addWide(QWidget *control);
    void addWide(QLayout *controls);
    /// Shows or hides the whole row of a control.
    void setRowVisible(QWidget *control, bool isVisible);

    /// Called by refresh(), in the order of adding.
    void onRefresh(std::function<void()> update);

private:
    void bindNumber(NumberField *field, const QString &name, const Binding<double> &binding);
    void nameRow(int row, const QString &name, QWidget *buddy);

    QLabel *m_title;
    QGridLayout *m_rows;
    std::vector<std::function<void()>> m_updates;
};

} // namespace koma
